import { useMemo } from 'react';
import type { AccountFilter } from '../../src/contract/account-filter';
import { useAsk } from '../console/parts/ask-context';
import { useAnswer } from '../console/parts/use-answer';
import { accountsNamed } from './accounts-named';

/** Of which accounts figures are, with stages as they are called now; empty while that is being asked. */
export function useAccountsNamed(filter: AccountFilter): string {
  const { loaded } = useAnswer(
    useAsk(),
    'accountFilter',
    useMemo(() => (filter.stage === undefined ? null : { filter }), [filter]),
  );
  if (loaded.kind === 'loading') return '';
  return accountsNamed(filter, loaded.kind === 'ready' ? loaded.value.stageNames : {});
}
