import type { AccountFilter } from '../contract/account-filter';
import type { DifferenceKind } from './reconcile';
import type { FlagReason } from './flag';
import type { Basis } from './line';
import type { MovementKind } from './movement';

/**
 * What is kept of each account, and read by whoever shows revenue: the rows below and nothing else. All of them follow from the
 * lines of the account and of those that it may continue, so an account is computed anew as a whole. Days are day numbers, months count
 * from January of year 0, money is US cents on both bases, lines go by their number in the store.
 */
export type Amounts = { readonly customerCents: number; readonly netCents: number };

/** Who an account is, by its latest line; where it has none, by its licence. */
export type AccountCard = {
  readonly app: string;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  /** Accounts of one customer have the same: transaction account, else site, else the account itself. */
  readonly customer: string;
  readonly site: string | null;
  /** The first of the accounts that continue each other, itself where it continues none. */
  readonly rootId: number;
  /** The month in which that one was new; null where nobody has paid yet. */
  readonly cohortMonth: number | null;
  /** The first day on which the account itself was paid for. */
  readonly firstPaidDay: number | null;
  readonly trialStartDay: number | null;
  /** How many would use the app, by what the licence says of the evaluation. */
  readonly opportunitySeats: number | null;
};

/** Days `[startDay, endDay)` on which an account counts with one MRR. */
export type SpanRow = Amounts & {
  readonly startDay: number;
  readonly endDay: number;
  readonly seats: number | null;
  readonly billingPeriod: string | null;
  readonly tier: string | null;
  /** The account that takes over at the end. */
  readonly handsOverTo: number | null;
  readonly lineIds: readonly number[];
};

/** All movements of one kind on a day. */
export type MovementRow = Amounts & {
  readonly day: number;
  readonly month: number;
  readonly kind: MovementKind;
  readonly lineIds: readonly number[];
};

export type FlagRow = Amounts & { readonly lineId: number; readonly reason: FlagReason; readonly otherLineId: number | null };

/** By how much a rule moves the account's MRR at the end of a month away from a reading without it. */
export type DifferenceRow = Amounts & {
  readonly month: number;
  readonly kind: DifferenceKind;
  readonly billingPeriod: string | null;
  readonly lineIds: readonly number[];
};

export type AccountRows = {
  readonly accountId: number;
  readonly card: AccountCard;
  readonly spans: readonly SpanRow[];
  readonly movements: readonly MovementRow[];
  readonly flags: readonly FlagRow[];
  readonly differences: readonly DifferenceRow[];
};

/** Of which accounts, and on which amounts, a figure is asked for. */
export type RevenueQuestion = { readonly basis: Basis; readonly filter: AccountFilter };
