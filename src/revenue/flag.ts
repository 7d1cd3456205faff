import { type TransactionLine, compareText } from './line';

/** Why a line is not, or not fully, in the figures. Each is a contradiction in what was reported, except `bad-debt`. */
export type FlagReason =
  | 'bad-debt'
  | 'conflicting-versions'
  | 'covered-twice'
  | 'ends-before-start'
  | 'negative-purchase'
  | 'no-span'
  | 'positive-refund'
  | 'rebilled-after-end'
  | 'refund-ends-early'
  | 'refund-exceeds-price'
  | 'refund-names-unknown-transaction'
  | 'refund-outside-line'
  | 'refund-without-purchase'
  | 'refunded-without-refund'
  | 'unknown-sale-type';

/** A line that contradicts others or itself, with the amount in question on the customer's side and on the vendor's. */
export type Flag = {
  readonly reason: FlagReason;
  readonly account: string;
  readonly lineKey: string;
  /** The line that it contradicts, where there is one. */
  readonly otherKey: string | null;
  readonly customerCents: number;
  readonly netCents: number;
};

export function flagged(reason: FlagReason, line: TransactionLine, other: TransactionLine | null = null): Flag {
  return {
    reason,
    account: line.account,
    lineKey: line.key,
    otherKey: other?.key ?? null,
    customerCents: line.customerCents,
    netCents: line.netCents,
  };
}

export function compareFlags(a: Flag, b: Flag): number {
  return (
    compareText(a.account, b.account) ||
    compareText(a.lineKey, b.lineKey) ||
    compareText(a.reason, b.reason) ||
    compareText(a.otherKey ?? '', b.otherKey ?? '')
  );
}
