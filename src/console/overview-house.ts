import type { AccountFilter } from '../contract/account-filter';
import type { Overview } from '../contract/overview';
import type { SqlPort } from '../platform/ports';
import type { Measure } from './overview-tiles';

/** What money is asked for: the same days and accounts as the rest of the overview. Days are day numbers. */
export type MoneyAsked = { readonly filter: AccountFilter; readonly today: number; readonly compared: number; readonly rangeDays: number };

/** What only a vendor sees. */
export type OverviewMoney = {
  readonly measures: readonly Measure[];
  readonly mrrOn: (day: number) => number;
  readonly payingUsing: NonNullable<Overview['payingUsing']>;
  readonly week: NonNullable<Overview['week']>;
  readonly sync: Overview['sync'];
};

/** Whose overview, and what a vendor's money comes from: a customer's site has none, and no code for it. */
export type OverviewHouse =
  | { readonly scope: 'site' }
  | {
      readonly scope: 'vendor';
      readonly money: (sql: SqlPort, asked: MoneyAsked) => Promise<OverviewMoney>;
      /** What customers pay in a month at the end of each day of [from, to), in cents. */
      readonly mrrByDay: (sql: SqlPort, filter: AccountFilter, from: number, to: number) => Promise<ReadonlyMap<number, number>>;
    };
