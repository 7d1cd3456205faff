import { useCallback } from 'react';
import type { Answer } from '../../../../src/contract/console';
import type { PrivacyState } from '../../../../src/contract/privacy';
import type { Ask, AskInput } from '../../parts/ask';
import { lastValue } from '../../parts/kept-answers';
import type { Loaded } from '../../parts/use-answer';
import { useTold } from '../../parts/use-told';

/** The calls that change something and answer with the new state. */
type Change = 'setPrivacy' | 'watch' | 'eraseUser';
export type MakeChange = <C extends Change>(call: C, input: AskInput<C>) => Promise<Answer<PrivacyState>>;

type PrivacyData = {
  readonly state: Loaded<PrivacyState>;
  readonly read: () => Promise<void>;
  readonly change: MakeChange;
};

/** The state as the app last told it. A change shows what the app says it is now. */
export function usePrivacy(ask: Ask): PrivacyData {
  const readState = useCallback(() => ask('privacy', {}), [ask]);
  const { told, read, changed } = useTold<PrivacyState>(readState, () => lastValue(ask, 'privacy', {}));
  const change = useCallback<MakeChange>((call, input) => changed(() => ask(call, input)), [ask, changed]);
  return { state: told, read, change };
}
