import { type Flag, flagged } from './flag';
import { type TransactionLine, compareSale, kindOf } from './line';
import { REBILL_SOLD_WITHIN_DAYS, REBILL_STARTS_WITHIN_DAYS } from './settings';

/** A line that sold something, with what refunds have left of it. The mutable half is filled in by the refunds of the account. */
export type Purchase = {
  readonly line: TransactionLine;
  readonly startDay: number;
  readonly endDay: number;
  /** Usage revenue: users billed afterwards. It covers no days of its own. */
  trueUp: boolean;
  /** Days that it covers, `[fromDay, toDay)`. */
  fromDay: number;
  toDay: number;
  customerCents: number;
  netCents: number;
  /** All that was given back for it, a positive amount. */
  refundedCents: number;
  refunds: readonly TransactionLine[];
  /** The refund that took back all of it. */
  takenBackBy: TransactionLine | null;
};

export type Sorted = { readonly purchases: Purchase[]; readonly refunds: TransactionLine[]; readonly flags: Flag[] };

/** Tells purchases from refunds and sets aside what can be neither, with a flag each. Both come out in the order of sale. */
export function sortLines(lines: readonly TransactionLine[]): Sorted {
  const purchases: Purchase[] = [];
  const refunds: TransactionLine[] = [];
  const flags: Flag[] = [];
  for (const line of inOrderOfSale(lines)) {
    const { startDay, endDay } = line;
    const kind = kindOf(line);
    if (kind === 'unknown') flags.push(flagged('unknown-sale-type', line));
    else if (startDay !== null && endDay !== null && endDay <= startDay) flags.push(flagged('ends-before-start', line));
    else if (kind === 'refund') {
      if (line.paymentStatus === 'Uncollectible') flags.push(flagged('bad-debt', line));
      else if (line.customerCents > 0) flags.push(flagged('positive-refund', line));
      else refunds.push(line);
    } else if (line.customerCents < 0) flags.push(flagged('negative-purchase', line));
    else if (startDay === null || endDay === null) flags.push(flagged('no-span', line));
    else {
      const purchase = purchaseOf(line, startDay, endDay);
      purchases.push(purchase);
      if (line.paymentStatus !== 'Uncollectible') continue;
      // Void, yet still there for a refund that writes it off.
      purchase.toDay = purchase.fromDay;
      flags.push(flagged('bad-debt', line));
    }
  }
  for (const purchase of purchases) purchase.trueUp ||= isLateUpgrade(purchase) && !followsRefund(purchase, refunds);
  return { purchases, refunds, flags };
}

const NO_LINES: readonly never[] = [];

/** Most accounts come in order already, and most have few lines. */
function inOrderOfSale(lines: readonly TransactionLine[]): readonly TransactionLine[] {
  for (let index = 1; index < lines.length; index += 1) {
    const [before, line] = [lines[index - 1], lines[index]];
    if (before !== undefined && line !== undefined && compareSale(before, line) > 0) return [...lines].sort(compareSale);
  }
  return lines;
}

function purchaseOf(line: TransactionLine, startDay: number, endDay: number): Purchase {
  return {
    line,
    startDay,
    endDay,
    trueUp: line.prorated,
    fromDay: startDay,
    toDay: endDay,
    customerCents: line.customerCents,
    netCents: line.netCents,
    refundedCents: 0,
    refunds: NO_LINES,
    takenBackBy: null,
  };
}

/** A monthly upgrade sold when its days were over is a true-up, also where the report leaves out which users it is for. */
function isLateUpgrade({ line, endDay }: Purchase): boolean {
  return line.saleType === 'Upgrade' && line.billingPeriod === 'Monthly' && endDay <= line.saleDay;
}

/** True for the second half of "refund the old, bill the new". */
export function followsRefund(purchase: Purchase, refunds: readonly TransactionLine[]): boolean {
  return refunds.some((refund) => isRebill(purchase, refund, refund.startDay ?? purchase.startDay));
}

/** True when the purchase bills anew what the refund gave back from `startDay` on. */
export function isRebill({ line, startDay }: Purchase, refund: TransactionLine, refundedFromDay: number): boolean {
  return (
    Math.abs(line.saleDay - refund.saleDay) <= REBILL_SOLD_WITHIN_DAYS && Math.abs(startDay - refundedFromDay) <= REBILL_STARTS_WITHIN_DAYS
  );
}
