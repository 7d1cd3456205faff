import { useCallback, useEffect, useState } from 'react';
import type { Answer, ConsoleCall } from '../../../src/contract/console';
import type { Ask, AskInput, AskOutput } from './ask';

export type Refusal = Extract<Answer<never>, { ok: false }>;
/** `refreshing`: the value answers an earlier question, and the new answer is on its way. */
export type Loaded<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T; readonly refreshing: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

type Settled<T> = { readonly input: unknown; readonly attempt: number; readonly answer: Answer<T>; readonly lastValue: T | null };

/**
 * Asks once per `input` object (keep it stable with `useMemo`); null asks nothing. An answer that arrives after a newer
 * question is dropped, so a slow first page never overwrites a quick second one.
 */
export function useAnswer<C extends ConsoleCall>(
  ask: Ask,
  call: C,
  input: AskInput<C> | null,
): { loaded: Loaded<AskOutput<C>>; retry: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<AskOutput<C>> | null>(null);

  useEffect(() => {
    if (input === null) return;
    let wanted = true;
    void ask(call, input).then((answer) => {
      if (!wanted) return;
      setSettled((before) => ({ input, attempt, answer, lastValue: answer.ok ? answer.value : (before?.lastValue ?? null) }));
    });
    return () => {
      wanted = false;
    };
  }, [ask, call, input, attempt]);

  const retry = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  return { loaded: read(settled, input, attempt), retry };
}

function read<T>(settled: Settled<T> | null, input: unknown, attempt: number): Loaded<T> {
  if (input === null) return { kind: 'idle' };
  if (settled === null) return { kind: 'loading' };
  const fresh = settled.input === input && settled.attempt === attempt;
  if (settled.answer.ok) return { kind: 'ready', value: settled.answer.value, refreshing: !fresh };
  if (fresh) return { kind: 'refused', refusal: settled.answer };
  return settled.lastValue === null ? { kind: 'loading' } : { kind: 'ready', value: settled.lastValue, refreshing: true };
}
