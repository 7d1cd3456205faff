import type { z } from 'zod';
import { AccountSort } from '../../../../src/contract/accounts';
import { Standing } from '../../../../src/contract/standing';
import type { AskInput } from '../../parts/ask';

/** What the address of the account list holds. The search text stays out of it: addresses are kept in histories. */
export type AccountsQuery = {
  readonly standing: Standing | null;
  readonly app: string | null;
  readonly status: string | null;
  readonly sort: AccountSort;
  readonly descending: boolean;
  /** Headings of columns that are left out. */
  readonly hidden: readonly string[];
};

export const DEFAULT_QUERY: AccountsQuery = { standing: null, app: null, status: null, sort: 'mrr', descending: true, hidden: [] };

export type AccountsInput = Required<AskInput<'accounts'>>;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): AccountsQuery {
  return {
    standing: orElse(Standing.nullable(), params.get('standing'), null),
    app: params.get('app')?.slice(0, 100) ?? null,
    status: params.get('status')?.slice(0, 40) ?? null,
    sort: orElse(AccountSort, params.get('sort'), DEFAULT_QUERY.sort),
    descending: params.get('order') !== 'ascending',
    hidden: params.getAll('without').slice(0, 20),
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery(query: AccountsQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.standing !== null) params.set('standing', query.standing);
  if (query.app !== null) params.set('app', query.app);
  if (query.status !== null) params.set('status', query.status);
  if (query.sort !== DEFAULT_QUERY.sort) params.set('sort', query.sort);
  if (!query.descending) params.set('order', 'ascending');
  for (const heading of query.hidden) params.append('without', heading);
  return params;
}

/** Texts start at A, everything else with the largest or latest; the same heading again turns the order round. */
export function sortedBy(query: AccountsQuery, sort: AccountSort): AccountsQuery {
  const isText = sort === 'company' || sort === 'app' || sort === 'tier' || sort === 'status';
  return { ...query, sort, descending: query.sort === sort ? !query.descending : !isText };
}

/** Without `page` and `pageSize`: whoever asks adds the part that is wanted. */
export function accountsInput(query: AccountsQuery, search: string): Omit<AccountsInput, 'page' | 'pageSize'> {
  const { sort, descending, standing, app, status } = query;
  return { sort, descending, standing, app, status, search };
}

function orElse<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
