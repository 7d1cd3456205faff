import type { CohortRow, PeriodRow } from '../engagement/unit-rows';
import { numbersIn, packNumbers } from './packed-numbers';

type Period = Omit<PeriodRow, 'grain'>;
type Cohort = Omit<CohortRow, 'grain'>;

/** Periods of one grain, ascending by their first day. */
export function packPeriods(periods: readonly Period[]): string[] {
  return packNumbers(periods, 3, ({ startDay, born, returning, resurrected, dormant, activeDays }, before) => [
    startDay - (before?.startDay ?? 0),
    born,
    returning,
    resurrected,
    dormant,
    activeDays.length,
    ...activeDays,
  ]);
}

/** Calls `visit` for each period of a text. */
export function unpackPeriods(text: string, visit: (period: Period) => void): void {
  const { next, isOver } = numbersIn(text);
  let startDay = 0;
  while (!isOver()) {
    startDay += next();
    const [born, returning, resurrected, dormant] = [next(), next(), next(), next()];
    visit({ startDay, born, returning, resurrected, dormant, activeDays: Array.from({ length: next() }, next) });
  }
}

/** Cohorts of one grain, ascending by their first day. */
export function packCohorts(cohorts: readonly Cohort[]): string[] {
  return packNumbers(cohorts, 3, ({ cohortDay, age, units, lastUnits }, before) => [
    cohortDay - (before?.cohortDay ?? 0),
    age,
    units,
    lastUnits,
  ]);
}

/** Calls `visit` for each cohort and age of a text. */
export function unpackCohorts(text: string, visit: (cohort: Cohort) => void): void {
  const { next, isOver } = numbersIn(text);
  let cohortDay = 0;
  while (!isOver()) {
    cohortDay += next();
    visit({ cohortDay, age: next(), units: next(), lastUnits: next() });
  }
}
