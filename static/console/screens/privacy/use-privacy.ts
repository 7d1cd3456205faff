import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../../../src/contract/console';
import type { PrivacyState } from '../../../../src/contract/privacy';
import type { Ask, AskInput } from '../../parts/ask';
import { lastValue } from '../../parts/kept-answers';
import type { Loaded } from '../../parts/use-answer';

/** The calls that change something and answer with the new state. */
type Change = 'setPrivacy' | 'watch' | 'eraseUser';
export type MakeChange = <C extends Change>(call: C, input: AskInput<C>) => Promise<Answer<PrivacyState>>;

type PrivacyData = {
  readonly state: Loaded<PrivacyState>;
  readonly read: () => Promise<void>;
  readonly change: MakeChange;
};

/**
 * The state as the app last told it. A change shows what the app says it is now; a reading that was on its way meanwhile is
 * dropped, because it may tell how things were before.
 */
export function usePrivacy(ask: Ask): PrivacyData {
  const [state, setState] = useState<Loaded<PrivacyState>>(() => {
    const kept = lastValue(ask, 'privacy', {});
    return kept === null ? { kind: 'loading' } : { kind: 'ready', value: kept, refreshing: false };
  });
  const changes = useRef(0);

  const read = useCallback(async () => {
    const before = changes.current;
    const answer = await ask('privacy', {});
    if (before !== changes.current) return;
    setState((shown) => {
      if (answer.ok) return { kind: 'ready', value: answer.value, refreshing: false };
      // A reading in the background that fails takes nothing away.
      return shown.kind === 'ready' ? shown : { kind: 'refused', refusal: answer };
    });
  }, [ask]);

  const change = useCallback<MakeChange>(
    async (call, input) => {
      changes.current += 1;
      const answer: Answer<PrivacyState> = await ask(call, input);
      changes.current += 1;
      if (answer.ok) setState({ kind: 'ready', value: answer.value, refreshing: false });
      return answer;
    },
    [ask],
  );

  useEffect(() => {
    void read();
  }, [read]);
  return { state, read, change };
}
