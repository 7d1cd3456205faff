import { useState } from 'react';
import type { LetterRow } from '../../../../src/contract/delivery';
import type { Ask } from '../../parts/ask';
import { count, counted } from '../../parts/format';

type Replaying = { readonly kind: 'idle' } | { readonly kind: 'running' } | { readonly kind: 'told'; readonly words: string };

type Replay = {
  readonly picked: ReadonlySet<string>;
  /** What is picked and still listed: only that is replayed. */
  readonly chosen: readonly LetterRow[];
  readonly pick: (picked: ReadonlySet<string>) => void;
  readonly replaying: Replaying;
  readonly replay: () => Promise<void>;
  /** Forgets the choice and what was told, for a list that shows something else. */
  readonly forget: () => void;
};

/** The choice among the listed letters, and their way back to the queue. */
export function useReplay(ask: Ask, rows: readonly LetterRow[], onReplayed: () => void): Replay {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [replaying, setReplaying] = useState<Replaying>({ kind: 'idle' });
  const chosen = rows.filter(({ letterId }) => picked.has(letterId));
  return {
    picked,
    chosen,
    pick: setPicked,
    replaying,
    replay: async () => {
      setReplaying({ kind: 'running' });
      const answer = await ask('replay', { letterIds: chosen.map(({ letterId }) => letterId) });
      setReplaying({ kind: 'told', words: answer.ok ? replayedWords(answer.value.replayed, chosen.length) : answer.message });
      if (!answer.ok) return;
      setPicked(new Set());
      onReplayed();
    },
    forget: () => {
      setPicked(new Set());
      setReplaying({ kind: 'idle' });
    },
  };
}

const replayedWords = (replayed: number, asked: number): string =>
  replayed === asked
    ? `${counted(replayed, 'batch', 'batches')} on the way again. What is not taken comes back here.`
    : `${count(replayed)} of ${counted(asked, 'batch', 'batches')} on the way again; the others were gone or on their way already.`;
