import type { AccountState } from './account-state';
import { firstDayOf, monthText } from './calendar';
import type { Ledger } from './ledger';
import { centsOn } from './line';
import { MOVEMENT_KINDS, type MovementKind } from './movement';
import { type MonthTotals, addMovements, noMovements } from './totals';

/** MRR at the start and the end of a time and all that happened between, in cents: opening + the seven movements = closing. */
export type BridgeStep = { readonly opening: number } & Readonly<Record<MovementKind, number>> & { readonly closing: number };
export type BridgeMonth = { readonly month: string } & BridgeStep;
export type BridgeDay = { readonly day: number } & BridgeStep;

/** One step for each month of `[fromMonth, toMonth]`, of the accounts given or of all. Months count from January of year 0. */
export function bridgeByMonth(ledger: Ledger, fromMonth: number, toMonth: number, accounts?: Iterable<AccountState>): BridgeMonth[] {
  const totals = accounts === undefined ? ledger.totals : totalsOf(accounts);
  let opening = 0;
  for (const [month, sums] of totals) if (month < fromMonth) opening += sumOf(sums);
  const months: BridgeMonth[] = [];
  for (let month = fromMonth; month <= toMonth; month += 1) {
    const step = stepFrom(opening, totals.get(month) ?? noMovements());
    months.push({ month: monthText(month), ...step });
    opening = step.closing;
  }
  return months;
}

/** One step for each day of `[fromDay, toDay)` on which anything moved, of the accounts given or of all. */
export function bridgeByDay(ledger: Ledger, fromDay: number, toDay: number, accounts?: Iterable<AccountState>): BridgeDay[] {
  let opening = 0;
  const days = new Map<number, Record<MovementKind, number>>();
  for (const { movements } of accounts ?? ledger.accounts.values()) {
    for (const { day, kind, cents } of movements) {
      if (day < fromDay) opening += cents;
      if (day < fromDay || day >= toDay) continue;
      const sums = days.get(day) ?? noMovements();
      sums[kind] += cents;
      days.set(day, sums);
    }
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, sums]) => {
      const step = stepFrom(opening, sums);
      opening = step.closing;
      return { day, ...step };
    });
}

/** MRR of an account on a day, in cents, read from what covers the day: the bridge arrives at the same without looking here. */
export function mrrOn({ settings }: Ledger, state: AccountState, day: number): number {
  const span = state.counted.find(({ startDay, endDay }) => startDay <= day && day < endDay);
  return span === undefined ? 0 : centsOn(settings.basis, span);
}

/** The first and the last month in which anything moved up to a day; null where nothing did. */
export function monthsWithMovement(ledger: Ledger, untilDay: number): { readonly from: number; readonly to: number } | null {
  let from = Infinity;
  let to = -Infinity;
  for (const [month, sums] of ledger.totals) {
    if (firstDayOf(month) > untilDay || MOVEMENT_KINDS.every((kind) => sums[kind] === 0)) continue;
    from = Math.min(from, month);
    to = Math.max(to, month);
  }
  return to === -Infinity ? null : { from, to };
}

function totalsOf(accounts: Iterable<AccountState>): MonthTotals {
  const totals: MonthTotals = new Map();
  for (const { movements } of accounts) addMovements(totals, movements, 1);
  return totals;
}

/** A step from what was there and what happened. */
export function stepFrom(opening: number, sums: Readonly<Record<MovementKind, number>>): BridgeStep {
  return { opening, ...sums, closing: opening + sumOf(sums) };
}

function sumOf(sums: Readonly<Record<MovementKind, number>>): number {
  return MOVEMENT_KINDS.reduce((sum, kind) => sum + sums[kind], 0);
}
