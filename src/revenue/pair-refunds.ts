import { type Flag, flagged } from './flag';
import { type TransactionLine, compareText } from './line';
import type { Purchase } from './purchase';

/**
 * Finds what each refund gives back and applies it: first the refunds that name their transaction, then those that lie in a
 * line of the same tier sold earlier, last those with the vendor's amount equal and opposite. Both lists are of one account, in
 * the order of sale; purchases are changed in place. Returns what did not fit.
 */
export function pairRefunds(purchases: readonly Purchase[], refunds: readonly TransactionLine[]): Flag[] {
  const flags: Flag[] = [];
  const open = new Set(refunds);
  for (const find of [namedBy, sameTier, sameAmount]) {
    for (const refund of refunds) {
      if (!open.has(refund)) continue;
      const target = find(refund, purchases);
      if (target === undefined) continue;
      open.delete(refund);
      if (find !== namedBy && refund.originalTransactionId !== null) flags.push(flagged('refund-names-unknown-transaction', refund));
      flags.push(...giveBack(refund, target));
    }
  }
  for (const refund of open) flags.push(flagged('refund-without-purchase', refund));
  return flags;
}

function namedBy(refund: TransactionLine, purchases: readonly Purchase[]): Purchase | undefined {
  if (refund.originalTransactionId === null) return undefined;
  return best(
    purchases.filter(({ line }) => line.transactionId === refund.originalTransactionId),
    (a, b) =>
      Number(a.takenBackBy !== null) - Number(b.takenBackBy !== null) ||
      overlapDays(refund, b) - overlapDays(refund, a) ||
      Number(isOpposite(refund, b)) - Number(isOpposite(refund, a)),
  );
}

function sameTier(refund: TransactionLine, purchases: readonly Purchase[]): Purchase | undefined {
  const { startDay, tier, saleDay } = refund;
  if (startDay === null) return undefined;
  return best(
    purchases.filter(
      (purchase) =>
        purchase.takenBackBy === null &&
        purchase.line.tier === tier &&
        purchase.line.saleDay < saleDay &&
        purchase.startDay <= startDay &&
        startDay < purchase.endDay,
    ),
    (a, b) => overlapDays(refund, b) - overlapDays(refund, a) || b.line.saleDay - a.line.saleDay,
  );
}

function sameAmount(refund: TransactionLine, purchases: readonly Purchase[]): Purchase | undefined {
  return best(
    purchases.filter(
      (purchase) =>
        purchase.takenBackBy === null &&
        purchase.line.saleDay <= refund.saleDay &&
        refund.netCents !== 0 &&
        purchase.line.netCents === -refund.netCents &&
        overlapDays(refund, purchase) > 0,
    ),
    // The earliest, so that a line that is reported later cannot take the refund away from days before its own.
    (a, b) => a.startDay - b.startDay,
  );
}

function best(candidates: readonly Purchase[], compare: (a: Purchase, b: Purchase) => number): Purchase | undefined {
  return [...candidates].sort((a, b) => compare(a, b) || compareText(a.line.key, b.line.key))[0];
}

/** Days that both are about; a refund without days is about all of them. */
function overlapDays(refund: TransactionLine, { startDay, endDay }: Purchase): number {
  return Math.min(refund.endDay ?? endDay, endDay) - Math.max(refund.startDay ?? startDay, startDay);
}

function isOpposite(refund: TransactionLine, { line }: Purchase): boolean {
  return line.customerCents === -refund.customerCents;
}

function giveBack(refund: TransactionLine, target: Purchase): Flag[] {
  const flags: Flag[] = [];
  const amount = -refund.customerCents;
  const excess = amount - Math.max(0, target.line.customerCents - target.refundedCents);
  target.refunds = [...target.refunds, refund];
  target.refundedCents += amount;
  if (excess > 0) flags.push({ ...flagged('refund-exceeds-price', refund, target.line), customerCents: -excess });

  const startDay = refund.startDay ?? target.startDay;
  const endDay = refund.endDay ?? target.endDay;
  if (overlapDays(refund, target) <= 0) flags.push(flagged('refund-outside-line', refund, target.line));
  else if (startDay <= target.startDay && endDay >= target.endDay) takeBack(refund, target, amount);
  else {
    target.toDay = Math.min(target.toDay, Math.max(startDay, target.startDay));
    if (endDay < target.endDay) flags.push(flagged('refund-ends-early', refund, target.line));
  }
  return flags;
}

/** The whole span: all of what is left takes the line back, less than that lowers its price. */
function takeBack(refund: TransactionLine, target: Purchase, amount: number): void {
  if (amount >= target.customerCents) target.takenBackBy ??= refund;
  else {
    target.customerCents -= amount;
    target.netCents += refund.netCents;
  }
}
