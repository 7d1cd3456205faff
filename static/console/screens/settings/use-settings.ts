import { useCallback, useMemo, useState } from 'react';
import type { AccessSettings } from '../../../../src/contract/console';
import type { Ask } from '../../parts/ask';
import { type Loaded, type Refusal, useAnswer } from '../../parts/use-answer';

export type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The group as typed, or null for "administrators only". */
export const groupOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

export function useSettings(ask: Ask): {
  settings: Loaded<AccessSettings>;
  retry: () => void;
  saving: Saving;
  save: (typed: string) => Promise<void>;
} {
  const { loaded, retry } = useAnswer(
    ask,
    'access',
    useMemo(() => ({}), []),
  );
  const [changed, setChanged] = useState<AccessSettings | null>(null);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = useCallback(
    async (typed: string) => {
      setSaving({ kind: 'saving' });
      const answer = await ask('setConsoleGroup', { consoleGroup: groupOf(typed) });
      if (answer.ok) setChanged(answer.value);
      setSaving(answer.ok ? { kind: 'saved' } : { kind: 'refused', refusal: answer });
    },
    [ask],
  );
  const settings: Loaded<AccessSettings> = changed !== null && loaded.kind === 'ready' ? { ...loaded, value: changed } : loaded;
  return { settings, retry, saving, save };
}
