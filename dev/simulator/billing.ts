import { addMonths, type DayIndex } from './calendar';
import { churnChance, seatsAt } from './habit';
import type { Journey } from './journey';
import { billedUsers, listCents, percentOf, vendorPercent } from './pricing';
import type { Random } from './random';
import type { HiddenTruth } from './truth';

export type SaleType = 'New' | 'Renewal' | 'Upgrade' | 'Downgrade' | 'Refund';
export type Discount = {
  readonly type: 'LOYALTY_DISCOUNT' | 'EXPERT' | 'MANUAL' | 'MARKETPLACE_PROMOTION';
  readonly cents: number;
  readonly code?: string;
  readonly reason?: string;
};

/** One line of one invoice. Money is integer cents; a refund's is negative. Spans are half-open. */
export type Line = {
  /** Lines of one account that share an invoice share this. */
  readonly invoice: number;
  readonly saleType: SaleType;
  readonly saleDay: DayIndex;
  readonly fromDay: DayIndex;
  readonly toDay: DayIndex;
  readonly users: number;
  /** Null: the evaluation before. */
  readonly oldUsers: number | null;
  readonly discounts: readonly Discount[];
  readonly purchaseCents: number;
  readonly vendorCents: number;
  /** The refunded line, for a refund. */
  readonly refunds: Line | null;
  readonly reason: 'REFUND_CANCELLED_PURCHASE' | 'REFUND_FOR_UPSELL' | '30 DAY REFUND REQUEST' | null;
  readonly addedUsers: readonly { readonly users: number; readonly day: DayIndex }[];
};
/** Days that are paid for, and the price of a month of them at full-term price. The truth that revenue is checked against. */
export type PaidSpan = { readonly fromDay: DayIndex; readonly toDay: DayIndex; readonly users: number; readonly monthlyCents: number };
export type Billing = { readonly lines: readonly Line[]; readonly paidSpans: readonly PaidSpan[]; readonly cancelledDay: DayIndex | null };

export type Terms = {
  readonly listPercent: 0 | 25 | 100;
  readonly partnerPercent: 0 | 20;
  readonly loyaltyPercent: 0 | 15;
  readonly welcomePercent: 0 | 30;
};

const NOTHING: Billing = { lines: [], paidSpans: [], cancelledDay: null };
/** True-ups of monthly plans exist since then (2025-07-01). */
const TRUE_UPS_SINCE_DAY = 20_270;

/** Bills an account from its purchase to `endDay`, as its use, its seats and its story have it. */
export function billAccount(truth: HiddenTruth, journey: Journey, terms: Terms, endDay: DayIndex, random: Random): Billing {
  const { purchaseDay, billingPeriod: period, arc } = journey;
  if (purchaseDay === null || purchaseDay > endDay) return NOTHING;
  const lines: Line[] = [];
  const spans: PaidSpan[] = [];
  let invoice = 0;
  let cancelledDay: DayIndex | null = null;
  let oldUsers: number | null = null;
  const termMonths = period === 'Monthly' ? 1 : 12;
  const monthly = (cents: number): number => (period === 'Monthly' ? cents : Math.round(cents / 12));

  const charge = (saleType: SaleType, users: number, fromDay: DayIndex, toDay: DayIndex, share = 1, saleDay = fromDay): Line => {
    const list = Math.round(percentOf(listCents(period, users), terms.listPercent === 0 ? 100 : terms.listPercent) * share);
    const discounts = discountsOf(terms, list, saleType);
    const purchaseCents = list - discounts.reduce((sum, { cents }) => sum + cents, 0);
    const vendorCents = percentOf(purchaseCents, vendorPercent(saleDay, journey.hosting));
    const line: Line = {
      invoice,
      saleType,
      saleDay,
      fromDay,
      toDay,
      users,
      oldUsers,
      discounts,
      purchaseCents,
      vendorCents,
      refunds: null,
      reason: null,
      addedUsers: [],
    };
    lines.push(line);
    return line;
  };
  const refund = (line: Line, saleDay: DayIndex, fromDay: DayIndex, reason: Exclude<Line['reason'], null>): void => {
    const share = (line.toDay - fromDay) / (line.toDay - line.fromDay);
    // What was kept of the sale is given back at that day's rate, whatever the rate is now.
    lines.push({
      ...line,
      invoice,
      saleType: 'Refund',
      saleDay,
      fromDay,
      oldUsers: line.users,
      discounts: [],
      refunds: line,
      reason,
      purchaseCents: -Math.round(line.purchaseCents * share),
      vendorCents: -Math.round(line.vendorCents * share),
    });
  };
  const pay = (fromDay: DayIndex, toDay: DayIndex, users: number, monthlyCents: number): void => {
    if (monthlyCents > 0 && toDay > fromDay) spans.push({ fromDay, toDay, users, monthlyCents });
  };

  let anchor = purchaseDay;
  for (let term = 0, day = anchor, returned = false; day <= endDay;) {
    const pause = journey.pause;
    if (pause !== null && !returned && term >= pause.afterMonths) {
      cancelledDay = day;
      anchor = day + pause.days;
      [day, term, returned] = [anchor, 0, true];
      continue;
    }
    const stays = truth.story === 'shelfware' || truth.story === 'returned' || truth.story === 'moved-away' || lines.length === 0;
    const leaves = journey.leavesDay !== null && day >= journey.leavesDay;
    if (leaves || (!stays && random.chance(churnChance(arc, day)))) {
      cancelledDay = day;
      break;
    }
    cancelledDay = null;
    invoice += 1;
    const toDay = addMonths(anchor, (term + 1) * termMonths);
    const users = billedUsers(period, seatsAt(truth, arc, day));
    const saleType: SaleType =
      lines.length === 0 ? 'New' : period === 'Annual' && oldUsers !== null && users < oldUsers ? 'Downgrade' : 'Renewal';
    const line = charge(saleType, users, day, toDay);
    trueUp(line);
    oldUsers = users;
    const cut = during(line);
    if (cut !== null) {
      cancelledDay = cut;
      break;
    }
    term += 1;
    day = toDay;
  }
  return { lines, paidSpans: spans, cancelledDay };

  /** Users added within the month before, billed at its end. They pay for days gone by and extend nothing. */
  function trueUp(renewal: Line): void {
    const added = renewal.oldUsers === null ? 0 : renewal.users - renewal.oldUsers;
    if (period !== 'Monthly' || renewal.saleType !== 'Renewal' || added <= 0 || renewal.fromDay < TRUE_UPS_SINCE_DAY || !random.chance(0.3))
      return;
    const addedDay = renewal.fromDay - random.int(5, 20);
    const cents = Math.round((percentOf(150 * added, terms.listPercent) * (renewal.fromDay - addedDay)) / 30);
    if (cents === 0) return;
    lines.push({
      ...renewal,
      saleType: 'Upgrade',
      fromDay: addedDay,
      toDay: renewal.fromDay,
      discounts: [],
      purchaseCents: cents,
      vendorCents: percentOf(cents, vendorPercent(renewal.saleDay, journey.hosting)),
      addedUsers: [{ users: added, day: addedDay }],
    });
  }

  /** What happens within a term. Returns the day on which it ended early, or null. Records the days paid for. */
  function during(line: Line): DayIndex | null {
    const price = monthly(line.purchaseCents);
    if (truth.story === 'refunded' && line.saleType === 'New') {
      const saleDay = line.fromDay + random.int(4, 20);
      if (saleDay <= endDay) {
        invoice += 1;
        refund(line, saleDay, line.fromDay, '30 DAY REFUND REQUEST');
        return saleDay;
      }
    }
    if (period === 'Annual') {
      const decline = arc.declineDay;
      const cancelDay = decline === null ? null : decline + random.int(30, 90);
      if (
        truth.story === 'ordinary' &&
        cancelDay !== null &&
        cancelDay > line.fromDay + 31 &&
        cancelDay < line.toDay &&
        cancelDay <= endDay &&
        random.chance(0.15)
      ) {
        invoice += 1;
        refund(line, cancelDay, cancelDay, 'REFUND_CANCELLED_PURCHASE');
        pay(line.fromDay, cancelDay, line.users, price);
        return cancelDay;
      }
      const growDay = addMonths(line.fromDay, random.int(3, 9)) + random.int(0, 20);
      const users = billedUsers(period, seatsAt(truth, arc, growDay));
      if (users > line.users && growDay < line.toDay && growDay <= endDay) {
        upgrade(line, growDay, users);
        return null;
      }
    }
    pay(line.fromDay, line.toDay, line.users, price);
    return null;
  }

  /** An upgrade is a refund of the old tier and a full billing of the new one: of the days left, or of the whole term. */
  function upgrade(line: Line, saleDay: DayIndex, users: number): void {
    const whole = random.chance(0.5);
    const fromDay = whole ? line.fromDay : saleDay;
    invoice += 1;
    refund(line, saleDay, fromDay, 'REFUND_FOR_UPSELL');
    if (!whole) invoice += 1;
    oldUsers = line.users;
    const bill = charge('Upgrade', users, fromDay, line.toDay, (line.toDay - fromDay) / (line.toDay - line.fromDay), saleDay);
    const termPrice = whole ? bill.purchaseCents : Math.round((bill.purchaseCents * (line.toDay - line.fromDay)) / (line.toDay - fromDay));
    pay(line.fromDay, saleDay, line.users, monthly(line.purchaseCents));
    pay(saleDay, line.toDay, users, monthly(termPrice));
    oldUsers = users;
  }
}

function discountsOf(terms: Terms, list: number, saleType: SaleType): Discount[] {
  if (terms.listPercent === 0) return [{ type: 'MANUAL', cents: list }];
  const discounts: Discount[] = [];
  if (terms.partnerPercent > 0) discounts.push({ type: 'EXPERT', cents: percentOf(list, terms.partnerPercent) });
  if (terms.loyaltyPercent > 0) discounts.push({ type: 'LOYALTY_DISCOUNT', cents: percentOf(list, terms.loyaltyPercent) });
  if (terms.welcomePercent > 0 && saleType === 'New')
    discounts.push({ type: 'MARKETPLACE_PROMOTION', cents: percentOf(list, terms.welcomePercent), code: 'WELCOME30' });
  return discounts;
}
