import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Answer, ConsoleCall } from '../../../src/contract/console';
import type { Ask, AskInput, AskOutput } from './ask';
import { lastValue } from './kept-answers';

export type Refusal = Extract<Answer<never>, { ok: false }>;
/** `refreshing`: the value answers an earlier question, and the new answer is on its way. */
export type Loaded<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T; readonly refreshing: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** An installation is prepared within minutes. */
const LOOK_AGAIN_MS = 15_000;

type Settled<T> = { readonly input: unknown; readonly attempt: number; readonly answer: Answer<T>; readonly lastValue: T | null };

/**
 * Asks once per `input` object (keep it stable with `useMemo`); null asks nothing. An answer that arrives after a newer
 * question is dropped, so a slow first page never overwrites a quick second one. What was last answered to the same question is
 * shown at once, until the new answer takes its place. While the installation is being prepared, it asks again by itself. `first` is an answer that came with another one: with it nothing is asked before
 * `retry`.
 */
export function useAnswer<C extends ConsoleCall>(
  ask: Ask,
  call: C,
  input: AskInput<C> | null,
  first?: AskOutput<C>,
): { loaded: Loaded<AskOutput<C>>; retry: () => void } {
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<AskOutput<C>> | null>(null);
  const isGiven = first !== undefined && attempt === 0;
  const kept = useMemo(() => (input === null ? null : lastValue(ask, call, input)), [ask, call, input]);

  useEffect(() => {
    if (input === null || isGiven) return;
    let wanted = true;
    void ask(call, input).then((answer) => {
      if (!wanted) return;
      setSettled((before) => ({ input, attempt, answer, lastValue: answer.ok ? answer.value : (before?.lastValue ?? null) }));
    });
    return () => {
      wanted = false;
    };
  }, [ask, call, input, attempt, isGiven]);

  const retry = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  const loaded: Loaded<AskOutput<C>> = isGiven ? { kind: 'ready', value: first, refreshing: false } : read(settled, kept, input, attempt);
  const isNotReady = loaded.kind === 'refused' && loaded.refusal.code === 'not-ready';
  useEffect(() => {
    if (!isNotReady) return;
    const timer = setTimeout(retry, LOOK_AGAIN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isNotReady, retry]);
  return { loaded, retry };
}

function read<T>(settled: Settled<T> | null, kept: T | null, input: unknown, attempt: number): Loaded<T> {
  if (input === null) return { kind: 'idle' };
  if (kept !== null && settled?.input !== input) return { kind: 'ready', value: kept, refreshing: false };
  if (settled === null) return { kind: 'loading' };
  const fresh = settled.input === input && settled.attempt === attempt;
  if (settled.answer.ok) return { kind: 'ready', value: settled.answer.value, refreshing: !fresh };
  if (fresh) return { kind: 'refused', refusal: settled.answer };
  return settled.lastValue === null ? { kind: 'loading' } : { kind: 'ready', value: settled.lastValue, refreshing: true };
}
