import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../../src/contract/console';
import type { Loaded } from './use-answer';

type Told<T> = {
  /** As the app last told it. */
  readonly told: Loaded<T>;
  readonly read: () => Promise<void>;
  /** Makes a change that is answered with how things are then. */
  readonly changed: (change: () => Promise<Answer<T>>) => Promise<Answer<T>>;
};

/**
 * How things are, read at first and whenever somebody wants it read again. A reading that was on its way while something was changed is
 * dropped, because it may tell how things were before. `kept`: what is known before the first reading. Keep `ask` stable.
 */
export function useTold<T>(ask: () => Promise<Answer<T>>, kept: () => T | null): Told<T> {
  const [told, setTold] = useState<Loaded<T>>(() => {
    const value = kept();
    return value === null ? { kind: 'loading' } : { kind: 'ready', value, refreshing: false };
  });
  const changes = useRef(0);

  const read = useCallback(async () => {
    const before = changes.current;
    const answer = await ask();
    if (before !== changes.current) return;
    setTold((shown) => {
      if (answer.ok) return { kind: 'ready', value: answer.value, refreshing: false };
      // A reading in the background that fails takes nothing away.
      return shown.kind === 'ready' ? shown : { kind: 'refused', refusal: answer };
    });
  }, [ask]);

  const changed = useCallback(async (change: () => Promise<Answer<T>>) => {
    changes.current += 1;
    const answer = await change();
    changes.current += 1;
    if (answer.ok) setTold({ kind: 'ready', value: answer.value, refreshing: false });
    return answer;
  }, []);

  useEffect(() => {
    void read();
  }, [read]);
  return { told, read, changed };
}
