import { type Flag, compareFlags, flagged } from './flag';
import { type TransactionLine, compareText } from './line';
import { monthlyCents, periodOf } from './monthly-price';
import { type Purchase, followsRefund } from './purchase';
import { settle } from './settle';

/** Days `[startDay, endDay)` on which an account pays the same, with the lines that say so. */
export type Segment = {
  readonly startDay: number;
  readonly endDay: number;
  readonly customerCents: number;
  readonly netCents: number;
  readonly seats: number | null;
  readonly billingPeriod: string | null;
  /** The running line, upgrades that add to it, and what was given back of these. */
  readonly line: TransactionLine;
  readonly added: readonly TransactionLine[];
  readonly refunds: readonly TransactionLine[];
  /** The account that takes over at the end, where one does, by its name. */
  readonly handsOver: string | null;
};

type Span = { readonly startDay: number; readonly endDay: number };

/** What the lines of one account say, before grace and before accounts that continue each other. Segments are in order and apart. */
export type Coverage = {
  readonly segments: readonly Segment[];
  /** Days covered at no price. A pause that holds such days is a free time, not a late payment. */
  readonly free: readonly Span[];
  readonly flags: readonly Flag[];
};

const NONE: readonly never[] = [];

/** Coverage of one account by its transaction lines, given in any order, each line once. */
export function coverageOf(lines: readonly TransactionLine[]): Coverage {
  const { purchases, refunds, flags } = settle(lines);
  const paying: Purchase[] = [];
  let free: Span[] | null = null;
  for (const purchase of purchases) {
    if (purchase.trueUp || purchase.fromDay >= purchase.toDay) continue;
    if (purchase.customerCents === 0) (free ??= []).push({ startDay: purchase.fromDay, endDay: purchase.toDay });
    else paying.push(purchase);
  }
  let segments = segmentsOf(paying, refunds, flags);
  // A price so small that a month of it rounds to nothing is no revenue.
  if (segments.some(isWorthless)) {
    free = [...(free ?? []), ...segments.filter(isWorthless)];
    segments = segments.filter((segment) => !isWorthless(segment));
  }
  if (flags.length > 1) flags.sort(compareFlags);
  return { segments, free: free ?? NONE, flags: flags.length === 0 ? NONE : flags };
}

function isWorthless({ customerCents }: Segment): boolean {
  return customerCents === 0;
}

/** Lines apart from all others are segments as they are; those that meet are looked at day by day. */
function segmentsOf(paying: Purchase[], refunds: readonly TransactionLine[], flags: Flag[]): Segment[] {
  if (paying.length > 1) paying.sort(byFirstDay);
  const segments: Segment[] = [];
  const overlaps = new Map<Purchase, Purchase>();
  let start = 0;
  let endDay = -Infinity;
  for (let index = 0; index <= paying.length; index += 1) {
    const purchase = paying[index];
    if (purchase !== undefined && purchase.fromDay < endDay) {
      endDay = Math.max(endDay, purchase.toDay);
      continue;
    }
    const first = paying[start];
    if (first !== undefined && index - start === 1) segments.push(alone(first));
    else if (index - start > 1) segments.push(...sweep(paying.slice(start, index), refunds, overlaps));
    start = index;
    endDay = purchase?.toDay ?? endDay;
  }
  for (const [loser, winner] of overlaps) flags.push(flagged('covered-twice', loser.line, winner.line));
  return segments;
}

function byFirstDay(a: Purchase, b: Purchase): number {
  return a.fromDay - b.fromDay;
}

function alone(base: Purchase): Segment {
  const { line, startDay, endDay, fromDay, toDay } = base;
  return {
    startDay: fromDay,
    endDay: toDay,
    customerCents: monthlyCents(base.customerCents, startDay, endDay),
    netCents: monthlyCents(base.netCents, startDay, endDay),
    seats: line.seats,
    billingPeriod: periodOf(line.billingPeriod, startDay, endDay),
    line,
    added: NONE,
    refunds: base.refunds,
    handsOver: null,
  };
}

function sweep(paying: readonly Purchase[], refunds: readonly TransactionLine[], overlaps: Map<Purchase, Purchase>): Segment[] {
  const ordered = [...paying].sort(bySale);
  const days = [...new Set(paying.flatMap(({ fromDay, toDay }) => [fromDay, toDay]))].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, startDay] of days.entries()) {
    const endDay = days[index + 1];
    if (endDay === undefined) break;
    const active = ordered.filter(({ fromDay, toDay }) => fromDay <= startDay && startDay < toDay);
    const [base, ...added] = stackOf(active, refunds, overlaps);
    if (base !== undefined) segments.push(stacked(base, added, startDay, endDay));
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

function stacked(base: Purchase, added: readonly Purchase[], startDay: number, endDay: number): Segment {
  const running = alone(base);
  let { customerCents, netCents, seats } = running;
  for (const { line, startDay: from, endDay: to, customerCents: customer, netCents: net } of added) {
    customerCents += monthlyCents(customer, from, to);
    netCents += monthlyCents(net, from, to);
    seats = line.seats ?? seats;
  }
  return {
    ...running,
    customerCents,
    netCents,
    seats,
    startDay,
    endDay,
    added: added.map(({ line }) => line),
    refunds: [base, ...added].flatMap(({ refunds }) => refunds),
  };
}
