import type { DayIndex } from './calendar';
import type { HiddenTruth } from './truth';

/** When an account's use began, turned, came back and ended. Days are inclusive starts; null means never. */
export type HabitArc = {
  readonly installedDay: DayIndex;
  /** From here on use halves every `halfLifeDays`. */
  readonly declineDay: DayIndex | null;
  readonly halfLifeDays: number;
  /** From here on use is as before the decline. */
  readonly recoveryDay: DayIndex | null;
  /** No use from here on. */
  readonly endDay: DayIndex | null;
};

/** Days until a new account is up to speed: one e-folding. */
const ONBOARDING_DAYS = 9;

/** Use relative to the account's own settled level, 0–1: the part that changes over time. */
export function habitLevel(arc: HabitArc, day: DayIndex): number {
  const age = day - arc.installedDay;
  if (age < 0 || (arc.endDay !== null && day >= arc.endDay)) return 0;
  const learned = 0.3 + 0.7 * (1 - Math.exp(-age / ONBOARDING_DAYS));
  if (arc.recoveryDay !== null && day >= arc.recoveryDay) return learned;
  if (arc.declineDay === null || day < arc.declineDay) return learned;
  return learned * 0.5 ** ((day - arc.declineDay) / arc.halfLifeDays);
}

/** The settled level of an account, 0–1: what habit and fit make of its users. */
export function settledUse(truth: HiddenTruth): number {
  return 0.12 + 0.6 * truth.habit + 0.28 * truth.fit;
}

/** The chance that a trial turns into a purchase: small unless both fit and habit are there. */
export function conversionChance(truth: HiddenTruth): number {
  return 1 / (1 + Math.exp(-(13 * truth.fit * truth.habit - 2.4)));
}

/** The chance not to renew. It follows the fall of use, so a customer who uses as ever all but always stays. */
export function churnChance(arc: HabitArc, day: DayIndex): number {
  const lost = 1 - habitLevel(arc, day);
  return 0.003 + 0.8 * Math.max(0, lost) ** 2;
}

export function seatsAt(truth: HiddenTruth, arc: HabitArc, day: DayIndex): number {
  const months = Math.max(0, day - arc.installedDay) / 30;
  return Math.max(1, Math.round(truth.seats * truth.monthlyGrowth ** Math.min(months, 36)));
}
