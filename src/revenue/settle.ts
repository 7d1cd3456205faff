import { type Flag, flagged } from './flag';
import { type TransactionLine } from './line';
import { pairRefunds } from './pair-refunds';
import { type Purchase, isRebill, sortLines } from './purchase';

/** What is left of an account's lines once every refund is accounted for. */
export type Settled = { readonly purchases: readonly Purchase[]; readonly refunds: readonly TransactionLine[]; readonly flags: Flag[] };

/**
 * Pairs refunds with purchases and settles lines that were taken back: one that was billed anew counts until the day of that
 * sale, so that months already reported stay as they were; one that was not never existed.
 */
export function settle(lines: readonly TransactionLine[]): Settled {
  const { purchases, refunds, flags } = sortLines(lines);
  if (refunds.length > 0) {
    flags.push(...pairRefunds(purchases, refunds));
    const settled = new Map<Purchase, boolean>();
    const takenBack = purchases.filter(({ takenBackBy }) => takenBackBy !== null);
    for (const purchase of takenBack) remains(purchase, purchases, settled);
    for (const purchase of takenBack) {
      if (purchase.takenBackBy !== null && settled.get(purchase) === true)
        flags.push(...collapse(purchase, purchase.takenBackBy, purchases));
      else purchase.toDay = purchase.fromDay;
    }
  }
  for (const purchase of purchases) {
    if (purchase.line.paymentStatus !== 'Refunded' || purchase.refunds.length > 0) continue;
    purchase.toDay = purchase.fromDay;
    flags.push(flagged('refunded-without-refund', purchase.line));
  }
  return { purchases, refunds, flags };
}

/** False for a line that was taken back and not billed anew, and for one whose every rebill came to the same end. */
function remains(purchase: Purchase, all: readonly Purchase[], settled: Map<Purchase, boolean>): boolean {
  const refund = purchase.takenBackBy;
  if (refund === null) return true;
  const known = settled.get(purchase);
  if (known !== undefined) return known;
  // Two lines that replace each other in a circle were both taken back.
  settled.set(purchase, false);
  const result = rebillsOf(purchase, refund, all).some((rebill) => remains(rebill, all, settled));
  settled.set(purchase, result);
  return result;
}

function rebillsOf(purchase: Purchase, refund: TransactionLine, all: readonly Purchase[]): Purchase[] {
  return all.filter(
    (other) =>
      other !== purchase &&
      !other.trueUp &&
      isRebill(other, refund, purchase.startDay) &&
      other.startDay < purchase.endDay &&
      purchase.startDay < other.endDay,
  );
}

function collapse(purchase: Purchase, refund: TransactionLine, all: readonly Purchase[]): Flag[] {
  const { saleDay } = refund;
  purchase.toDay = Math.max(purchase.fromDay, Math.min(purchase.toDay, saleDay));
  return rebillsOf(purchase, refund, all).flatMap((rebill) => {
    rebill.fromDay = Math.max(rebill.fromDay, Math.min(saleDay, purchase.endDay));
    if (rebill.fromDay < rebill.endDay) return [];
    return [flagged('rebilled-after-end', rebill.line, purchase.line)];
  });
}
