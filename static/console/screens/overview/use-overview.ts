import { useMemo, useState } from 'react';
import type { AccountsPage, Overview } from '../../../../src/contract/console';
import type { Ask, AskInput } from '../../parts/ask';
import { type Loaded, useAnswer } from '../../parts/use-answer';
import type { OverviewQuery } from './query';

export const PAGE_SIZE = 50;
export type AccountsInput = Required<AskInput<'accounts'>>;

export function accountsInput(query: OverviewQuery, search: string): AccountsInput {
  return { sort: query.sort, descending: query.descending, page: query.page, pageSize: PAGE_SIZE, standing: query.standing, search };
}

type OverviewData = {
  readonly overview: Loaded<Overview>;
  readonly retryOverview: () => void;
  /** The account list: from the overview's own answer until its reader sorts, filters or pages. */
  readonly accounts: Loaded<AccountsPage>;
  readonly retryAccounts: () => void;
  readonly listed: AccountsInput;
};

/** One call when the screen opens or the range changes; one smaller call when only the account list changes. */
export function useOverview(ask: Ask, query: OverviewQuery, search: string): OverviewData {
  const { sort, descending, page, standing, rangeDays } = query;
  const listed = useMemo<AccountsInput>(
    () => accountsInput({ sort, descending, page, standing, rangeDays }, search),
    [sort, descending, page, standing, rangeDays, search],
  );
  const [first] = useState(listed);
  const overview = useAnswer(
    ask,
    'overview',
    useMemo(() => ({ rangeDays, accounts: first }), [rangeDays, first]),
  );
  const isFirst = JSON.stringify(listed) === JSON.stringify(first);
  const list = useAnswer(ask, 'accounts', isFirst ? null : listed);
  const fallback = overview.loaded.kind === 'ready' ? overview.loaded.value.accounts : null;
  return {
    overview: overview.loaded,
    retryOverview: overview.retry,
    accounts: pickAccounts(list.loaded, fallback),
    retryAccounts: list.retry,
    listed,
  };
}

/** While the first narrower answer is on its way, the rows that are already there stay, marked as refreshing. */
export function pickAccounts(list: Loaded<AccountsPage>, fallback: AccountsPage | null): Loaded<AccountsPage> {
  if (list.kind === 'idle') return fallback === null ? { kind: 'idle' } : { kind: 'ready', value: fallback, refreshing: false };
  if (list.kind === 'loading' && fallback !== null) return { kind: 'ready', value: fallback, refreshing: true };
  return list;
}
