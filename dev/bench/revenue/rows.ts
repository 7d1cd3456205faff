import { addMonths } from '../../simulator/calendar';
import { randomFrom, type Random } from '../../simulator/random';
import type { TransactionLine } from '../../../src/revenue/line';
import { dayNumber } from '../../../src/platform/days';

export const FIRST_DAY = dayNumber('2023-06-01');
export const LAST_DAY = dayNumber('2026-05-31');
const APPS = ['one', 'two', 'three', 'four'].map((name) => `com.example.${name}`);

/**
 * Lines of a large vendor over three years, the same for the same number: monthly and annual plans that grow, shrink, pause, change
 * their billing period, are upgraded by refund and rebill or by a delta, refunded, trued up, given away, written off, and move to another
 * site. What two programs could only agree on by one algorithm is left out: refunds without a pointer, contested successors.
 */
export function sampleLines(count: number): TransactionLine[] {
  const lines: TransactionLine[] = [];
  for (let account = 0; lines.length < count; account += 1) addAccount(lines, account);
  // As an export comes: oldest sale first.
  return lines.slice(0, count).sort((a, b) => a.saleDay - b.saleDay);
}

type Writer = {
  readonly lines: TransactionLine[];
  readonly account: string;
  readonly app: string;
  readonly cloudId: string;
  readonly domain: string;
  sold: number;
};
type Plan = { period: 'Monthly' | 'Annual'; seats: number; cents: number };

function addAccount(lines: TransactionLine[], index: number): void {
  const random = randomFrom('revenue-bench', index);
  const app = APPS[index % APPS.length] ?? '';
  const name = `E-${index}`;
  const domain = random.chance(0.1) ? 'gmail.com' : `company-${index}.test`;
  const writer: Writer = { lines, account: name, app, cloudId: `site-${index}`, domain, sold: 0 };
  const startDay = random.int(FIRST_DAY, LAST_DAY - 40);
  const plan = planOf(random);
  const endDay = subscribe(writer, plan, startDay, random);
  if (endDay >= LAST_DAY - 60 || !random.chance(0.06)) return;
  // The same customer goes on under another entitlement, on the same site or another one.
  const moved: Writer = {
    ...writer,
    account: `${name}-moved`,
    cloudId: random.chance(0.5) ? writer.cloudId : `site-${index}-moved`,
    sold: 500,
  };
  subscribe(moved, random.chance(0.6) ? plan : planOf(random), endDay + random.int(-10, 25), random);
}

function planOf(random: Random): Plan {
  const period = random.chance(0.35) ? 'Monthly' : 'Annual';
  const seats = random.int(10, 400);
  return { period, seats, cents: priceOf(period, seats) };
}

function priceOf(period: Plan['period'], seats: number): number {
  return (500 + seats * 137) * (period === 'Monthly' ? 1 : 10);
}

/** Writes the lines of a subscription and returns the day on which the last of them ends. */
function subscribe(writer: Writer, plan: Plan, fromDay: number, random: Random): number {
  let { period, seats } = plan;
  let cents = plan.cents;
  let day = fromDay;
  let endDay = fromDay;
  let anchor = fromDay;
  let months = 0;
  for (let term = 0; day < LAST_DAY && term < 40; term += 1) {
    months += period === 'Monthly' ? 1 : 12;
    endDay = addMonths(anchor, months);
    const free = random.chance(0.01);
    const line = sell(writer, {
      saleType: term === 0 ? 'New' : random.chance(0.002) ? null : 'Renewal',
      saleDay: day,
      startDay: day,
      endDay,
      billingPeriod: period,
      seats,
      customerCents: free ? 0 : cents,
      ...(random.chance(0.003) ? { paymentStatus: random.chance(0.5) ? 'Uncollectible' : 'Refunded' } : {}),
    });
    const left = free ? endDay : during(writer, line, random);
    if (left < endDay) return left;
    if (random.chance(period === 'Monthly' ? 0.06 : 0.25)) return endDay;
    if (random.chance(0.02)) endDay += random.int(1, 90);
    if (random.chance(0.3)) {
      seats = Math.max(5, seats + random.int(-20, 40));
      cents = priceOf(period, seats);
      if (period === 'Monthly' && random.chance(0.3)) trueUp(writer, line, random);
    }
    if (random.chance(0.03)) {
      period = period === 'Monthly' ? 'Annual' : 'Monthly';
      cents = priceOf(period, seats);
    }
    if (endDay !== addMonths(anchor, months) || random.chance(0.02)) [anchor, months] = [endDay, 0];
    day = endDay;
  }
  return endDay;
}

/** What happens within a term. Returns the day on which it ends. */
function during(writer: Writer, line: TransactionLine & { readonly startDay: number; readonly endDay: number }, random: Random): number {
  const { startDay, endDay, customerCents, paymentStatus } = line;
  if (paymentStatus !== 'Paid') return endDay;
  const saleDay = startDay + random.int(1, endDay - startDay - 1);
  const left = (endDay - saleDay) / (endDay - startDay);
  const part = Math.round(customerCents * left);
  if (random.chance(0.01)) {
    refund(writer, line, startDay + Math.min(20, saleDay - startDay), startDay, customerCents);
    return startDay;
  }
  if (random.chance(0.01)) {
    refund(writer, line, saleDay, startDay, Math.round(customerCents / 10));
    return endDay;
  }
  if (random.chance(0.015)) {
    refund(writer, line, saleDay, saleDay, part);
    return saleDay;
  }
  if (random.chance(line.billingPeriod === 'Annual' ? 0.25 : 0.02)) {
    const seats = (line.seats ?? 0) + random.int(1, 60);
    const cents = priceOf(line.billingPeriod === 'Annual' ? 'Annual' : 'Monthly', seats);
    const whole = random.chance(0.5);
    if (random.chance(0.15)) {
      sell(writer, {
        saleType: 'Upgrade',
        saleDay,
        startDay: saleDay,
        endDay,
        billingPeriod: line.billingPeriod,
        seats,
        customerCents: Math.max(1, Math.round((cents - customerCents) * left)),
      });
      return endDay;
    }
    refund(writer, line, saleDay, whole ? startDay : saleDay, whole ? customerCents : part);
    sell(writer, {
      saleType: 'Upgrade',
      saleDay,
      startDay: whole ? startDay : saleDay,
      endDay,
      billingPeriod: line.billingPeriod,
      seats,
      customerCents: whole ? cents : Math.max(1, Math.round(cents * left)),
    });
  } else if (random.chance(0.005)) {
    // Sold again by mistake, for overlapping days.
    sell(writer, {
      saleType: 'Renewal',
      saleDay,
      startDay: saleDay,
      endDay: Math.min(endDay, saleDay + random.int(5, 60)),
      billingPeriod: line.billingPeriod,
      seats: line.seats,
      customerCents,
    });
  }
  return endDay;
}

function trueUp(
  writer: Writer,
  { startDay, endDay, billingPeriod, seats }: TransactionLine & { readonly startDay: number; readonly endDay: number },
  random: Random,
): void {
  const fromDay = startDay + random.int(1, endDay - startDay - 1);
  sell(writer, {
    saleType: 'Upgrade',
    saleDay: endDay,
    startDay: fromDay,
    endDay,
    billingPeriod,
    seats,
    customerCents: random.int(50, 900),
    prorated: true,
  });
}

function refund(
  writer: Writer,
  line: TransactionLine & { readonly endDay: number },
  saleDay: number,
  startDay: number,
  cents: number,
): void {
  const { endDay, billingPeriod, seats, transactionId } = line;
  sell(writer, {
    saleType: 'Refund',
    saleDay,
    startDay,
    endDay,
    billingPeriod,
    seats,
    customerCents: -cents,
    originalTransactionId: transactionId,
  });
}

type Sale = Pick<TransactionLine, 'saleType' | 'saleDay' | 'billingPeriod' | 'seats' | 'customerCents'> & {
  readonly startDay: number;
  readonly endDay: number;
} & Partial<TransactionLine>;

function sell(writer: Writer, sale: Sale): TransactionLine & { readonly startDay: number; readonly endDay: number } {
  writer.sold += 1;
  const transactionId = `IN-${writer.account}-${writer.sold}`;
  const line = {
    key: `${transactionId}|1`,
    transactionId,
    account: writer.account,
    app: writer.app,
    tier: `${sale.seats ?? 0} Users`,
    netCents: Math.round(sale.customerCents * (sale.saleDay < dayNumber('2026-04-01') ? 0.85 : 0.84)),
    prorated: false,
    paymentStatus: 'Paid',
    originalTransactionId: null,
    updatedDay: sale.saleDay,
    hosting: 'Cloud',
    edition: 'Standard',
    region: 'EMEA',
    cloudId: writer.cloudId,
    contactDomain: writer.domain,
    partner: null,
    discountCents: 0,
    partnerDiscountCents: 0,
    refundReason: null,
    ...sale,
  };
  writer.lines.push(line);
  return line;
}
