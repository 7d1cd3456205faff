import { dayFromNumber } from '../platform/days';
import { firstDayOf, monthOf, monthText } from './calendar';
import type { Ledger } from './ledger';
import { type TransactionLine, centsOn, compareText, kindOf } from './line';
import { divideRounded } from './monthly-price';

/** What was sold in a month of an app, in cents as the lines state them. */
export type SalesMonth = {
  readonly month: string;
  readonly app: string;
  readonly salesCents: number;
  /** Given back, as a positive amount. */
  readonly refundsCents: number;
  readonly discountCents: number;
  readonly partnerDiscountCents: number;
  /** Sales through a partner, over all. */
  readonly partnerShare: number | null;
  /** What is left for the vendor of a sale; refunds left out, because they go by the rate of the sale that they give back. */
  readonly takeRate: number | null;
};

/** Sales by month of sale and app, oldest first. Uncollectible lines are no sales. */
export function salesByMonth(lines: Iterable<TransactionLine>): SalesMonth[] {
  const groups = new Map<string, { lines: TransactionLine[]; month: number; app: string }>();
  for (const line of lines) {
    if (line.paymentStatus === 'Uncollectible') continue;
    const month = monthOf(line.saleDay);
    const key = `${monthText(month)} ${line.app}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lines: [line], month, app: line.app });
    else group.lines.push(line);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, { lines: sold, month, app }]) => salesOf(sold, monthText(month), app));
}

function salesOf(lines: readonly TransactionLine[], month: string, app: string): SalesMonth {
  const sales = lines.filter((line) => kindOf(line) === 'purchase');
  const sum = (of: readonly TransactionLine[], amount: (line: TransactionLine) => number): number =>
    of.reduce((total, line) => total + amount(line), 0);
  const salesCents = sum(sales, ({ customerCents }) => customerCents);
  const share = (cents: number): number | null => (salesCents === 0 ? null : cents / salesCents);
  return {
    month,
    app,
    salesCents,
    refundsCents:
      0 -
      sum(
        lines.filter((line) => kindOf(line) === 'refund'),
        ({ customerCents }) => customerCents,
      ),
    discountCents: sum(sales, ({ discountCents }) => discountCents),
    partnerDiscountCents: sum(sales, ({ partnerDiscountCents }) => partnerDiscountCents),
    partnerShare: share(
      sum(
        sales.filter(({ partner }) => partner !== null),
        ({ customerCents }) => customerCents,
      ),
    ),
    takeRate: share(sum(sales, ({ netCents }) => netCents)),
  };
}

export type RecognisedMonth = { readonly month: string; readonly cashCents: number; readonly recognisedCents: number };

/**
 * What was billed in each month beside what was earned in it: a line is earned evenly over its days, days before its sale in the
 * month of the sale; rounded is what is earned by a month's end, so that both columns come to the same. `net` is what is paid out.
 */
export function cashAndRecognised(lines: Iterable<TransactionLine>, basis: 'customer' | 'net'): RecognisedMonth[] {
  const months = new Map<number, { cash: number; recognised: number }>();
  const at = (month: number): { cash: number; recognised: number } => {
    const sums = months.get(month) ?? { cash: 0, recognised: 0 };
    months.set(month, sums);
    return sums;
  };
  for (const line of lines) {
    if (line.paymentStatus === 'Uncollectible') continue;
    const cents = centsOn(basis, line);
    const saleMonth = monthOf(line.saleDay);
    at(saleMonth).cash += cents;
    for (const [month, part] of spread(line, cents)) at(Math.max(month, saleMonth)).recognised += part;
  }
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([month, { cash, recognised }]) => ({ month: monthText(month), cashCents: cash, recognisedCents: recognised }));
}

/** What is earned until the end of each month is rounded, so that the months come to the whole. */
function spread({ startDay, endDay, saleDay }: TransactionLine, cents: number): [number, number][] {
  if (startDay === null || endDay === null || endDay <= startDay) return [[monthOf(saleDay), cents]];
  const parts: [number, number][] = [];
  let earned = 0;
  for (let month = monthOf(startDay); month <= monthOf(endDay - 1); month += 1) {
    const days = Math.min(firstDayOf(month + 1), endDay) - startDay;
    const until = divideRounded(cents * days, endDay - startDay);
    parts.push([month, until - earned]);
    earned = until;
  }
  return parts;
}

/** A paid account whose coverage ends on a day of `[fromDay, toDay)`: what may be renewed, and what is at risk if it is not. */
export type RenewalDue = {
  readonly account: string;
  readonly day: string;
  readonly billingPeriod: string | null;
  readonly mrrCents: number;
  readonly priceCents: number;
};

export function renewalsDue(ledger: Ledger, fromDay: number, toDay: number): RenewalDue[] {
  const due: RenewalDue[] = [];
  for (const { account, counted } of ledger.accounts.values()) {
    const last = counted.at(-1);
    if (last?.handsOver !== null || last.endDay < fromDay || last.endDay >= toDay) continue;
    const { basis } = ledger.settings;
    const priceCents = [last.line, ...last.added].reduce((sum, line) => sum + centsOn(basis, line), 0);
    due.push({ account, day: dayFromNumber(last.endDay), billingPeriod: last.billingPeriod, mrrCents: centsOn(basis, last), priceCents });
  }
  return due.sort((a, b) => compareText(a.day, b.day) || compareText(a.account, b.account));
}

/** What Atlassian owes for the sales of a time, a line each, as CSV: amounts in dollars, refunds negative, with a sum at the end. */
export function payoutsCsv(lines: Iterable<TransactionLine>, fromDay: number, toDay: number): string {
  const sold = [...lines]
    .filter(({ saleDay, paymentStatus }) => fromDay <= saleDay && saleDay < toDay && paymentStatus !== 'Uncollectible')
    .sort((a, b) => a.saleDay - b.saleDay || compareText(a.key, b.key));
  const dollars = (cents: number): string =>
    `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
  const total = (amount: (line: TransactionLine) => number): number => sold.reduce((sum, line) => sum + amount(line), 0);
  const rows = sold.map((line) => [
    dayFromNumber(line.saleDay),
    line.transactionId,
    line.app,
    line.account,
    line.saleType ?? 'Manual',
    line.paymentStatus ?? '',
    dollars(line.customerCents),
    dollars(line.customerCents - line.netCents),
    dollars(line.netCents),
  ]);
  const [gross, net] = [total(({ customerCents }) => customerCents), total(({ netCents }) => netCents)];
  return [
    ['Sale date', 'Transaction', 'App', 'Account', 'Type', 'Status', 'Price USD', 'Share of Atlassian USD', 'Payout USD'],
    ...rows,
    ['Total', '', '', '', '', '', dollars(gross), dollars(gross - net), dollars(net)],
  ]
    .map((cells) => `${cells.map(csvCell).join(',')}\n`)
    .join('');
}

/** Quoted where needed; a cell that a spreadsheet would take for a formula is made text, amounts excepted. */
function csvCell(cell: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d+\.\d\d$)/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
