import { z } from 'zod';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import { MonthsShown, MonthText, RevenueBasis } from '../../../../src/contract/revenue-request';
import { MovementKind } from '../../../../src/contract/revenue-movements';
import { StatedSubscription } from '../../../../src/contract/revenue-books';
import { readFilter, writeFilter } from '../../parts/account-filter';
import { readBeside, writeBeside } from '../../parts/beside';
import { formatHash } from '../../parts/hash';

export const TABS = ['bridge', 'retention', 'churn', 'trials', 'renewals', 'customers', 'reconciliation', 'statement'] as const;
export type Tab = (typeof TABS)[number];

/** What the revenue screen's address holds. `from` and `to` are the months of the list that is open, `account` and `line` what of it is. */
export type RevenueQuery = {
  readonly tab: Tab;
  readonly basis: RevenueBasis;
  readonly months: MonthsShown;
  readonly filter: AccountFilter;
  readonly from: string | null;
  readonly to: string | null;
  readonly kind: MovementKind | null;
  /** The stated figure whose difference is open. */
  readonly statedApp: string | null;
  readonly subscription: StatedSubscription | null;
  readonly reason: string | null;
  readonly account: string | null;
  readonly line: string | null;
  readonly page: number;
  /** Segments that stand side by side. */
  readonly beside: readonly string[];
};

export const DEFAULT_QUERY: RevenueQuery = {
  tab: 'bridge',
  basis: 'customer',
  months: 12,
  filter: {},
  from: null,
  to: null,
  kind: null,
  statedApp: null,
  subscription: null,
  reason: null,
  account: null,
  line: null,
  page: 0,
  beside: [],
};
const LAST_PAGE = 10_000;
const LONGEST = 200;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): RevenueQuery {
  const page = Number(params.get('page') ?? '1') - 1;
  const text = (name: string): string | null => {
    const value = params.get(name);
    return value === null || value === '' || value.length > LONGEST ? null : value;
  };
  return {
    tab: orElse(z.enum(TABS), params.get('tab'), DEFAULT_QUERY.tab),
    basis: orElse(RevenueBasis, params.get('basis'), DEFAULT_QUERY.basis),
    months: orElse(MonthsShown, Number(params.get('months')), DEFAULT_QUERY.months),
    filter: readFilter(params),
    from: orElse(MonthText.nullable(), params.get('from'), null),
    to: orElse(MonthText.nullable(), params.get('to'), null),
    kind: orElse(MovementKind.nullable(), params.get('kind'), null),
    statedApp: cut(text('stated'), 120),
    subscription: orElse(StatedSubscription.nullable(), params.get('subscription'), null),
    reason: cut(text('reason'), 60),
    account: text('account'),
    line: text('line'),
    page: Number.isInteger(page) && page >= 0 && page <= LAST_PAGE ? page : 0,
    beside: readBeside(params),
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery(query: RevenueQuery): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | number | null, usual: string | number | null = null): void => {
    if (value !== null && value !== usual) params.set(name, String(value));
  };
  set('tab', query.tab, DEFAULT_QUERY.tab);
  set('basis', query.basis, DEFAULT_QUERY.basis);
  set('months', query.months, DEFAULT_QUERY.months);
  set('from', query.from);
  set('to', query.to);
  set('kind', query.kind);
  set('stated', query.statedApp);
  set('subscription', query.subscription);
  set('reason', query.reason);
  set('account', query.account);
  set('line', query.line);
  set('page', query.page + 1, 1);
  return writeBeside(writeFilter(params, query.filter), query.beside);
}

/** What is open goes when the ground under it changes; what the figures are of stays. */
export const closed = (query: RevenueQuery): RevenueQuery => ({
  ...DEFAULT_QUERY,
  tab: query.tab,
  basis: query.basis,
  months: query.months,
  filter: query.filter,
  beside: query.beside,
});

/** The address of the screen as it is, but for `change`. */
export const linkTo = (query: RevenueQuery, change: Partial<RevenueQuery>): string =>
  formatHash({ screen: 'revenue', params: writeQuery({ ...query, ...change }) });

const cut = (value: string | null, longest: number): string | null => (value === null || value.length > longest ? null : value);

function orElse<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
