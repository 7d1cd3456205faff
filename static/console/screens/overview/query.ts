import { AccountSort, RangeDays, Standing } from '../../../../src/contract/console';
import type { z } from 'zod';

/** What the overview's address holds. The search text stays out of it: addresses are kept in histories. */
export type OverviewQuery = {
  readonly rangeDays: RangeDays;
  readonly standing: Standing | null;
  readonly sort: AccountSort;
  readonly descending: boolean;
  readonly page: number;
};

export const DEFAULT_QUERY: OverviewQuery = { rangeDays: 30, standing: null, sort: 'mrr', descending: true, page: 0 };
const LAST_PAGE = 10_000;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): OverviewQuery {
  const page = Number(params.get('page') ?? '1') - 1;
  return {
    rangeDays: orElse(RangeDays, Number(params.get('range')), DEFAULT_QUERY.rangeDays),
    standing: orElse(Standing.nullable(), params.get('standing'), null),
    sort: orElse(AccountSort, params.get('sort'), DEFAULT_QUERY.sort),
    descending: params.get('order') !== 'ascending',
    page: Number.isInteger(page) && page >= 0 && page <= LAST_PAGE ? page : 0,
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery(query: OverviewQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.rangeDays !== DEFAULT_QUERY.rangeDays) params.set('range', String(query.rangeDays));
  if (query.standing !== null) params.set('standing', query.standing);
  if (query.sort !== DEFAULT_QUERY.sort) params.set('sort', query.sort);
  if (!query.descending) params.set('order', 'ascending');
  if (query.page > 0) params.set('page', String(query.page + 1));
  return params;
}

/** Texts start at A, everything else with the largest or latest; the same heading again turns the order round. */
export function sortedBy(query: OverviewQuery, sort: AccountSort): OverviewQuery {
  const isText = sort === 'company' || sort === 'tier' || sort === 'status';
  return { ...query, sort, descending: query.sort === sort ? !query.descending : !isText, page: 0 };
}

/** Filters by a cell of paying × using; the same cell again takes the filter away. */
export function filteredBy(query: OverviewQuery, standing: Standing | null): OverviewQuery {
  return { ...query, standing: query.standing === standing ? null : standing, page: 0 };
}

function orElse<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
