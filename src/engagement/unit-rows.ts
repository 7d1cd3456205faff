import type { Grain } from './calendar';
import { DAYS_WIDTH, newUnitTally, tallyUnit } from './unit-tally';
import type { PeriodTally } from './unit-tally';

/** A unit's days with use of a feature, ascending, as days since 1970-01-01. */
export type UnitDays = readonly number[];

/** Units in a period: for the first time ever, again, after a pause, and no more. `activeDays[k - 1]`: on exactly k days. */
export type PeriodRow = {
  readonly grain: Grain;
  readonly startDay: number;
  readonly born: number;
  readonly returning: number;
  readonly resurrected: number;
  readonly dormant: number;
  readonly activeDays: readonly number[];
};

/** Of the units whose first period began on `cohortDay`: those active `age` periods later, and those whose last active period that was. */
export type CohortRow = {
  readonly grain: Grain;
  readonly cohortDay: number;
  readonly age: number;
  readonly units: number;
  readonly lastUnits: number;
};

export type UnitsTally = { readonly periods: readonly PeriodRow[]; readonly cohorts: readonly CohortRow[] };

/** Everything that pages sum up of these units, without rows that are all zero. */
export function tallyUnits(units: readonly UnitDays[]): UnitsTally {
  let [first, last] = [Infinity, -Infinity];
  for (const days of units) {
    first = Math.min(first, days[0] ?? Infinity);
    last = Math.max(last, days.at(-1) ?? -Infinity);
  }
  if (first > last) return { periods: [], cohorts: [] };
  const tally = newUnitTally({ fromDay: first, days: last - first + 1 });
  const offsets = new Int32Array(last - first + 1);
  for (const days of units) {
    days.forEach((day, index) => {
      offsets[index] = day - first;
    });
    tallyUnit(tally, offsets, days.length, 1);
  }
  const grains = [tally.day, tally.week, tally.month];
  return { periods: grains.flatMap(periodRows), cohorts: grains.flatMap(cohortRows) };
}

function periodRows({ periods, born, returning, resurrected, dormant, activeDays }: PeriodTally): PeriodRow[] {
  // The period after the last may have lost its users: dormant has one more.
  return Array.from({ length: periods.count + 1 }, (_, period): PeriodRow => {
    const histogram = [...activeDays.subarray(period * DAYS_WIDTH + 1, (period + 1) * DAYS_WIDTH)];
    return {
      grain: periods.grain,
      startDay: periods.startDays[period] ?? 0,
      born: born[period] ?? 0,
      returning: returning[period] ?? 0,
      resurrected: resurrected[period] ?? 0,
      dormant: dormant[period] ?? 0,
      activeDays: histogram.slice(0, histogram.findLastIndex((units) => units > 0) + 1),
    };
  }).filter((row) => row.born + row.returning + row.resurrected + row.dormant > 0);
}

function cohortRows({ periods, columns, on, last }: PeriodTally): CohortRow[] {
  const rows: CohortRow[] = [];
  for (let cohort = 0; cohort < periods.count; cohort += 1) {
    for (let age = 0; age < columns; age += 1) {
      const units = on[cohort * columns + age] ?? 0;
      const lastUnits = last[cohort * columns + age] ?? 0;
      if (units > 0 || lastUnits > 0) rows.push({ grain: periods.grain, cohortDay: periods.startDays[cohort] ?? 0, age, units, lastUnits });
    }
  }
  return rows;
}
