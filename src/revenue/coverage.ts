import { type Flag, compareFlags, flagged } from './flag';
import { type TransactionLine, compareText } from './line';
import { monthlyCents, periodOf } from './monthly-price';
import { type Purchase, followsRefund } from './purchase';
import { settle } from './settle';

/** Days `[startDay, endDay)` on which an account pays the same, with the lines that say so: the running one first. */
export type Segment = {
  readonly startDay: number;
  readonly endDay: number;
  readonly customerCents: number;
  readonly netCents: number;
  readonly seats: number | null;
  readonly billingPeriod: string | null;
  readonly lines: readonly Purchase[];
};

type Span = { readonly startDay: number; readonly endDay: number };

/** What the lines of one account say, before grace and before accounts that continue each other. Segments are in order and apart. */
export type Coverage = {
  readonly segments: readonly Segment[];
  /** Days covered at no price. A pause that holds such days is a free time, not a late payment. */
  readonly free: readonly Span[];
  readonly flags: readonly Flag[];
};

/** Coverage of one account by its transaction lines, given in any order, each line once. */
export function coverageOf(lines: readonly TransactionLine[]): Coverage {
  const { purchases, refunds, flags } = settle(lines);
  const paying: Purchase[] = [];
  const free: Span[] = [];
  for (const purchase of purchases) {
    if (purchase.trueUp || purchase.fromDay >= purchase.toDay) continue;
    if (purchase.customerCents === 0) free.push({ startDay: purchase.fromDay, endDay: purchase.toDay });
    else paying.push(purchase);
  }
  paying.sort((a, b) => a.fromDay - b.fromDay);
  const overlaps = new Map<Purchase, Purchase>();
  const segments = isApart(paying) ? paying.map((purchase) => alone(purchase)) : sweep(paying, refunds, overlaps);
  for (const [loser, winner] of overlaps) flags.push(flagged('covered-twice', loser.line, winner.line));
  // A price so small that a month of it rounds to nothing is no revenue.
  const worthless = segments.filter(({ customerCents }) => customerCents === 0);
  return {
    segments: worthless.length === 0 ? segments : segments.filter(({ customerCents }) => customerCents > 0),
    free: worthless.length === 0 ? free : [...free, ...worthless],
    flags: flags.length < 2 ? flags : flags.sort(compareFlags),
  };
}

function isApart(paying: readonly Purchase[]): boolean {
  let end = -Infinity;
  for (const { fromDay, toDay } of paying) {
    if (fromDay < end) return false;
    end = toDay;
  }
  return true;
}

function alone(purchase: Purchase): Segment {
  const { line, startDay, endDay, fromDay, toDay } = purchase;
  return {
    startDay: fromDay,
    endDay: toDay,
    customerCents: monthlyCents(purchase.customerCents, startDay, endDay),
    netCents: monthlyCents(purchase.netCents, startDay, endDay),
    seats: line.seats,
    billingPeriod: periodOf(line.billingPeriod, startDay, endDay),
    lines: [purchase],
  };
}

function sweep(paying: readonly Purchase[], refunds: readonly TransactionLine[], overlaps: Map<Purchase, Purchase>): Segment[] {
  const days = [...new Set(paying.flatMap(({ fromDay, toDay }) => [fromDay, toDay]))].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, startDay] of days.entries()) {
    const endDay = days[index + 1];
    if (endDay === undefined) break;
    // Still in the order of sale, as the sort by day above is stable only within a day.
    const active = paying.filter(({ fromDay, toDay }) => fromDay <= startDay && startDay < toDay).sort(bySale);
    const stack = stackOf(active, refunds, overlaps);
    const [base] = stack;
    if (base !== undefined) segments.push(stacked(base, stack, startDay, endDay));
  }
  return segments;
}

/** Of one day's sales an upgrade comes last: it adds to the others. */
function bySale(a: Purchase, b: Purchase): number {
  return (
    a.line.saleDay - b.line.saleDay ||
    Number(a.line.saleType === 'Upgrade') - Number(b.line.saleType === 'Upgrade') ||
    a.endDay - b.endDay ||
    compareText(a.line.key, b.line.key)
  );
}

/** The running line and the upgrades that add to it. A later sale that adds nothing replaces all before it. */
function stackOf(active: readonly Purchase[], refunds: readonly TransactionLine[], overlaps: Map<Purchase, Purchase>): Purchase[] {
  let stack: Purchase[] = [];
  for (const purchase of active) {
    const [base] = stack;
    if (base === undefined || addsTo(purchase, base, refunds)) {
      stack.push(purchase);
      continue;
    }
    for (const loser of stack) if (!overlaps.has(loser)) overlaps.set(loser, purchase);
    stack = [purchase];
  }
  return stack;
}

function addsTo(purchase: Purchase, base: Purchase, refunds: readonly TransactionLine[]): boolean {
  return (
    purchase.line.saleType === 'Upgrade' &&
    purchase.endDay === base.endDay &&
    purchase.startDay >= base.startDay &&
    !followsRefund(purchase, refunds)
  );
}

function stacked(base: Purchase, stack: readonly Purchase[], startDay: number, endDay: number): Segment {
  if (stack.length === 1) return { ...alone(base), startDay, endDay };
  let customerCents = 0;
  let netCents = 0;
  let seats: number | null = null;
  for (const { line, startDay: from, endDay: to, customerCents: customer, netCents: net } of stack) {
    customerCents += monthlyCents(customer, from, to);
    netCents += monthlyCents(net, from, to);
    seats = line.seats ?? seats;
  }
  return {
    startDay,
    endDay,
    customerCents,
    netCents,
    seats,
    billingPeriod: periodOf(base.line.billingPeriod, base.startDay, base.endDay),
    lines: stack,
  };
}
