import { useCallback, useRef, useState } from 'react';
import type { ImportReport, ImportTrouble } from '../../../../src/contract/sync';
import type { Ask } from '../../parts/ask';
import { cutFile, type CutFile } from './cut-file';

/** So many rows that were set aside are named; of the others there is a count. */
const MAX_NAMED = 100;

export type ImportFigures = {
  readonly fileName: string;
  readonly unit: 'line' | 'row';
  readonly rows: number;
  /** Rows of the pieces that are in; of copies of one row only one counts as read. */
  readonly sent: number;
  readonly read: number;
  readonly changed: number;
  readonly aside: readonly ImportTrouble[];
  readonly asideTotal: number;
};
export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly figures: ImportFigures }
  /** `stoppedBy`: in words, why it is not the whole file. */
  | { readonly kind: 'done'; readonly figures: ImportFigures; readonly stoppedBy: string | null }
  | {
      readonly kind: 'wrong-file';
      readonly fileName: string;
      readonly line: number;
      readonly unit: 'line' | 'row';
      readonly problem: string;
    };

type Chosen = { readonly name: string; readonly text: () => Promise<string> };

/** Sends a file piece by piece. What was stored stays stored when it is broken off: sent again, it counts once. */
export function useImport(ask: Ask, onStored: () => void, cut: (text: string) => CutFile = cutFile) {
  const [importing, setImporting] = useState<Importing>({ kind: 'idle' });
  /** Counts the presses of Stop: one that comes while a file is sent ends it. */
  const stops = useRef(0);

  const start = useCallback(
    async (report: ImportReport, file: Chosen): Promise<void> => {
      const before = stops.current;
      const none: ImportFigures = { fileName: file.name, unit: 'line', rows: 0, sent: 0, read: 0, changed: 0, aside: [], asideTotal: 0 };
      setImporting({ kind: 'running', figures: none });
      const text = await file.text().catch(() => null);
      if (text === null) {
        setImporting({ kind: 'wrong-file', fileName: file.name, line: 1, unit: 'line', problem: 'The browser could not read the file.' });
        return;
      }
      const cutUp = cut(text);
      if (cutUp.kind === 'wrong') {
        setImporting({ kind: 'wrong-file', fileName: file.name, line: cutUp.line, unit: 'line', problem: cutUp.problem });
        return;
      }
      let figures: ImportFigures = { ...none, rows: cutUp.rows, unit: cutUp.unit };
      let stoppedBy: string | null = null;
      for (const piece of cutUp.pieces) {
        setImporting({ kind: 'running', figures });
        if (stops.current !== before) {
          stoppedBy = 'You stopped it.';
          break;
        }
        const answer = await ask('importPiece', { report, text: piece.text });
        if (!answer.ok) {
          stoppedBy = answer.message;
          break;
        }
        const outcome = answer.value;
        if (outcome.kind === 'wrong-file') {
          const line = piece.lineOf(outcome.line);
          if (figures.sent === 0) {
            setImporting({ kind: 'wrong-file', fileName: file.name, line, unit: cutUp.unit, problem: outcome.problem });
            return;
          }
          stoppedBy = `The file goes wrong at ${cutUp.unit} ${String(line)}: ${outcome.problem}`;
          break;
        }
        figures = {
          ...figures,
          sent: figures.sent + piece.rows,
          read: figures.read + outcome.read,
          changed: figures.changed + outcome.changed,
          aside: [...figures.aside, ...outcome.aside.map(({ line, problem }) => ({ line: piece.lineOf(line), problem }))].slice(
            0,
            MAX_NAMED,
          ),
          asideTotal: figures.asideTotal + outcome.asideTotal,
        };
      }
      if (figures.sent > 0) await ask('importDone', {});
      setImporting({ kind: 'done', figures, stoppedBy });
      onStored();
    },
    [ask, onStored, cut],
  );
  const stop = useCallback(() => {
    stops.current += 1;
  }, []);
  return { importing, start, stop };
}
