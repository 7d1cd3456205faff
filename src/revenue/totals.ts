import { monthOf } from './calendar';
import { MOVEMENT_KINDS, type Movement, type MovementKind } from './movement';

/** Sums of movements by month and kind, in cents. */
export type MonthTotals = Map<number, Record<MovementKind, number>>;

export function noMovements(): Record<MovementKind, number> {
  return Object.fromEntries(MOVEMENT_KINDS.map((kind) => [kind, 0])) as Record<MovementKind, number>;
}

/** Adds movements to the totals, or with `sign` −1 takes them back. */
export function addMovements(totals: MonthTotals, movements: readonly Movement[], sign: 1 | -1): void {
  for (const { day, kind, cents } of movements) {
    const month = monthOf(day);
    let sums = totals.get(month);
    if (sums === undefined) totals.set(month, (sums = noMovements()));
    sums[kind] += sign * cents;
  }
}
