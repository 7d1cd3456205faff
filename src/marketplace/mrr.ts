/** What a transaction line means for recurring revenue. Days are day numbers, `[start, end)`; money is cents. */
export type MrrLine = {
  readonly rowKey: string;
  readonly transactionId: string;
  readonly originalTransactionId: string | null;
  readonly saleDay: number;
  readonly saleType: string | null;
  readonly billingPeriod: string | null;
  readonly purchasePriceCents: number;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly prorated: 0 | 1;
};

type Covering = { readonly line: MrrLine; readonly startDay: number; readonly paidEndDay: number; endDay: number };

/** A manual invoice has no sale type and covers like any other; a sale type that is not listed here covers nothing. */
const COVERING = new Set<string | null>(['New', 'Renewal', 'Upgrade', 'Downgrade', null]);

/**
 * Simple MRR of one entitlement on a day, in cents: the price of the line that covers the day, normalised to a month. Where
 * several cover it the latest sale wins. A refund that reaches to the end of its line ends the line where the refund starts,
 * so one over the full span voids it. True-ups are left out. Grace periods and short first months are not considered.
 */
export function mrrCentsOn(lines: readonly MrrLine[], day: number): number {
  const winner = coveringOn(lines, day);
  return winner === undefined ? 0 : monthlyCents(winner);
}

/** The line that an account's MRR on a day comes from. */
export function latestPaidLine<Line extends MrrLine>(lines: readonly Line[], day: number): Line | undefined {
  const key = coveringOn(lines, day)?.line.rowKey;
  return lines.find((line) => line.rowKey === key);
}

function coveringOn(lines: readonly MrrLine[], day: number): Covering | undefined {
  return coverings(lines)
    .filter(({ startDay, endDay }) => startDay <= day && day < endDay)
    .sort(latestFirst)[0];
}

function coverings(lines: readonly MrrLine[]): Covering[] {
  const covering = lines.flatMap((line) => {
    const { maintenanceStartDay: startDay, maintenanceEndDay: endDay } = line;
    if (!COVERING.has(line.saleType) || startDay === null || endDay === null || endDay <= startDay) return [];
    // A line that was sold when its time was over bills users added in the past; it covers nothing from then on.
    if (line.prorated === 1 || endDay <= line.saleDay) return [];
    return [{ line, startDay, endDay, paidEndDay: endDay }];
  });
  const refunds = lines.filter((line) => line.saleType === 'Refund').sort((a, b) => a.saleDay - b.saleDay || compare(a.rowKey, b.rowKey));
  const refunded = new Set<Covering>();
  for (const refund of refunds) {
    const target = refundedLine(
      refund,
      covering.filter((candidate) => !refunded.has(candidate)),
    );
    if (target === undefined || refund.maintenanceStartDay === null) continue;
    refunded.add(target);
    target.endDay = Math.max(target.startDay, Math.min(target.endDay, refund.maintenanceStartDay));
  }
  return covering;
}

/** The line that a refund takes back: the one it names, else the one of equal and opposite price, else the latest before it. */
function refundedLine(refund: MrrLine, candidates: readonly Covering[]): Covering | undefined {
  const { maintenanceStartDay: startDay, maintenanceEndDay: endDay } = refund;
  if (startDay === null || endDay === null) return undefined;
  const named = (candidate: Covering) => candidate.line.transactionId === refund.originalTransactionId;
  const rank = (candidate: Covering) =>
    (named(candidate) ? 4 : 0) +
    (candidate.line.purchasePriceCents === -refund.purchasePriceCents ? 2 : 0) +
    (candidate.line.saleDay < refund.saleDay ? 1 : 0);
  return candidates
    .filter((candidate) => candidate.line.saleDay <= refund.saleDay && startDay < candidate.paidEndDay && endDay >= candidate.paidEndDay)
    .filter((candidate) => refund.originalTransactionId === null || named(candidate))
    .sort((a, b) => rank(b) - rank(a) || latestFirst(a, b))[0];
}

function latestFirst(a: Covering, b: Covering): number {
  return b.line.saleDay - a.line.saleDay || b.paidEndDay - a.paidEndDay || compare(b.line.rowKey, a.line.rowKey);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Normalised by the span that was paid for, also when a refund cut it later. */
function monthlyCents({ line, startDay, paidEndDay }: Covering): number {
  const days = paidEndDay - startDay;
  if (line.billingPeriod === 'Monthly' && days >= 28 && days <= 31) return line.purchasePriceCents;
  if (line.billingPeriod === 'Annual' && (days === 365 || days === 366)) return divideRounded(line.purchasePriceCents, 12);
  return divideRounded(line.purchasePriceCents * 365, days * 12);
}

/** Half away from zero, in whole numbers: the numerator stays far below 2^53. */
function divideRounded(numerator: number, denominator: number): number {
  const magnitude = Math.floor((2 * Math.abs(numerator) + denominator) / (2 * denominator));
  return numerator < 0 ? -magnitude : magnitude;
}
