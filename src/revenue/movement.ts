import type { Segment } from './coverage';
import { type Basis, centsOn } from './line';
import { divideRounded } from './monthly-price';

export const MOVEMENT_KINDS = ['new', 'expansion', 'contraction', 'churn', 'reactivation', 'rateChange', 'transfer'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** A change of an account's MRR on a day, with what counted before and after it: null for nothing. */
export type Movement = {
  readonly account: string;
  readonly day: number;
  readonly kind: MovementKind;
  readonly cents: number;
  readonly before: Segment | null;
  readonly after: Segment | null;
};

/** What an account took over from another one on its first day. */
export type Opening = { readonly day: number; readonly carried: Segment };
/** Segments in order, as they count. */
export type Counted = { readonly account: string; readonly counted: readonly Segment[]; readonly takenOver: Opening | null };

/** Every change of the account's MRR, in the order of days. Their sum up to a day is the MRR on it. */
export function movementsOf(state: Counted, basis: Basis): Movement[] {
  const movements: Movement[] = [];
  const walk: Walk = { state, basis, movements, everPaid: false };
  let previous: Segment | null = null;
  for (const segment of state.counted) {
    if (previous !== null && previous.endDay === segment.startDay) change(walk, segment.startDay, previous, segment);
    else {
      if (previous !== null) close(walk, previous);
      open(walk, segment);
    }
    previous = segment;
  }
  if (previous !== null) close(walk, previous);
  return movements;
}

type Walk = { readonly state: Counted; readonly basis: Basis; readonly movements: Movement[]; everPaid: boolean };

function push(walk: Walk, day: number, kind: MovementKind, cents: number, before: Segment | null, after: Segment | null): void {
  if (cents !== 0) walk.movements.push({ account: walk.state.account, day, kind, cents, before, after });
}

function open(walk: Walk, segment: Segment): void {
  const { startDay } = segment;
  const { takenOver } = walk.state;
  if (takenOver !== null && takenOver.day === startDay && !walk.everPaid) takeOver(walk, takenOver, segment);
  else start(walk, startDay, segment);
}

function start(walk: Walk, day: number, segment: Segment): void {
  const cents = centsOn(walk.basis, segment);
  push(walk, day, walk.everPaid ? 'reactivation' : 'new', cents, null, segment);
  walk.everPaid ||= cents !== 0;
}

function takeOver(walk: Walk, { day, carried }: Opening, segment: Segment): void {
  const carriedCents = centsOn(walk.basis, carried);
  const rest = centsOn(walk.basis, segment) - carriedCents;
  push(walk, day, 'transfer', carriedCents, carried, segment);
  push(walk, day, rest > 0 ? 'expansion' : 'contraction', rest, carried, segment);
  walk.everPaid = true;
}

function close(walk: Walk, segment: Segment): void {
  const { endDay, handsOver } = segment;
  push(walk, endDay, handsOver === null ? 'churn' : 'transfer', -centsOn(walk.basis, segment), segment, null);
}

function change(walk: Walk, day: number, before: Segment, after: Segment): void {
  const old = centsOn(walk.basis, before);
  const cents = centsOn(walk.basis, after);
  if (old === cents && before.billingPeriod === after.billingPeriod) return;
  if (old === 0) {
    start(walk, day, after);
    return;
  }
  if (cents === 0) {
    push(walk, day, 'churn', -old, before, after);
    return;
  }
  const rate = rateChange(walk.basis, before, after);
  const rest = cents - old - rate;
  push(walk, day, 'rateChange', rate, before, after);
  push(walk, day, rest > 0 ? 'expansion' : 'contraction', rest, before, after);
}

/**
 * What of a change is due to another billing period, (new − old MRR per seat) × old seats, or, of the vendor's amount, to another
 * share: (new − old share) × the customer's old MRR. Where a tier has no number of seats they are taken as unchanged.
 */
function rateChange(basis: Basis, before: Segment, after: Segment): number {
  const old = centsOn(basis, before);
  const cents = centsOn(basis, after);
  if (before.billingPeriod !== after.billingPeriod && before.billingPeriod !== null && after.billingPeriod !== null)
    return atOldQuantity(cents, after.seats ?? 0, old, before.seats ?? 0);
  if (basis === 'customer' || isSameShare(before, after)) return 0;
  return atOldQuantity(cents, after.customerCents, old, before.customerCents);
}

function atOldQuantity(cents: number, quantity: number, oldCents: number, oldQuantity: number): number {
  if (quantity === 0 || oldQuantity === 0 || quantity === oldQuantity) return cents - oldCents;
  return divideRounded(cents * oldQuantity - oldCents * quantity, quantity);
}

/** Amounts in whole cents cannot tell a share closer than a cent on either side. */
function isSameShare(before: Segment, after: Segment): boolean {
  if (before.customerCents === after.customerCents) return before.netCents === after.netCents;
  const difference = Math.abs(after.netCents * before.customerCents - before.netCents * after.customerCents);
  return difference <= before.customerCents + after.customerCents;
}
