import { ratio, sumOf, talliesOf } from './active-units';
import type { Unit } from './active-units';
import type { Grain } from './calendar';
import type { Series } from './series';

export type RetentionQuestion = {
  readonly unit: Unit;
  readonly grain: Grain;
  /** Active in period n itself, or in it or any later one. */
  readonly when: 'on' | 'onOrAfter';
  /** Shares are of period 0, or of the period before. */
  readonly of: 'start' | 'previous';
  /** The running day: a period that has not ended before it is running. */
  readonly asOfDay: number;
};

export type RetentionCell = { readonly units: number; readonly share: number | null; readonly running: boolean };
export type Cohort = {
  /** First day of the period in which its units were active for the first time, as days since 1970-01-01. */
  readonly startDay: number;
  readonly units: number;
  /** Period 0 and after, as far as periods have begun. */
  readonly cells: readonly RetentionCell[];
};
export type Retention = {
  readonly cohorts: readonly Cohort[];
  /** By n, over the cohorts whose period n has ended; null where there is none. */
  readonly weighted: readonly (number | null)[];
  readonly simple: readonly (number | null)[];
};

/** The triangle of retention by first activity ever. Days are followed for 92 periods, weeks for 105, months for 61. */
export function retention(series: Series, { unit, grain, ...question }: RetentionQuestion): Retention {
  const tallies = talliesOf(series, unit).map((tally) => tally[grain]);
  const { columns = 0, periods } = tallies[0] ?? {};
  const counts = sumOf(tallies.map((tally) => tally[question.when === 'on' ? 'on' : 'last']));
  const row = (cohort: number) => [...counts.subarray(cohort * columns, cohort * columns + columns)];
  return retentionTable({ startDays: periods?.startDays ?? [0], columns, row }, question);
}

/** Cohorts by their first days, the day after the last period included. A row has `columns` figures: units active n periods later or, for `onOrAfter`, active then for the last time. */
export type CohortCounts = {
  /** So many of the first cohorts; all that have begun if absent. The periods after them are those that they are followed into. */
  readonly cohorts?: number;
  readonly startDays: readonly number[];
  readonly columns: number;
  readonly row: (cohort: number) => readonly number[];
};

export function retentionTable(
  { startDays, columns, row: rowOf, cohorts: wanted = startDays.length }: CohortCounts,
  { when, of, asOfDay }: Pick<RetentionQuestion, 'when' | 'of' | 'asOfDay'>,
): Retention {
  const begun = startDays.slice(0, -1).filter((startDay) => startDay <= asOfDay).length;
  const cohorts = Array.from({ length: Math.min(begun, wanted) }, (_, cohort): Cohort => {
    const row = rowOf(cohort);
    const units = (when === 'on' ? row : atLeast(row)).slice(0, begun - cohort);
    const cells = units.map((now, n) => ({
      units: now,
      share: ratio(now, units[of === 'start' ? 0 : Math.max(0, n - 1)] ?? 0),
      running: (startDays[cohort + n + 1] ?? 0) > asOfDay,
    }));
    return { startDay: startDays[cohort] ?? 0, units: units[0] ?? 0, cells };
  });
  return { cohorts, ...means(cohorts, Math.min(columns, begun), of) };
}

/** From units whose last period is n to units active in n or later. */
function atLeast(row: readonly number[]): number[] {
  let running = 0;
  return row
    .toReversed()
    .map((units) => (running += units))
    .toReversed();
}

function means(cohorts: readonly Cohort[], columns: number, of: RetentionQuestion['of']): Pick<Retention, 'weighted' | 'simple'> {
  const weighted: (number | null)[] = [];
  const simple: (number | null)[] = [];
  for (let n = 0; n < columns; n += 1) {
    let [units, base, shares, counted] = [0, 0, 0, 0];
    for (const { cells } of cohorts) {
      const cell = cells[n];
      if (cell === undefined || cell.running || cell.share === null) continue;
      units += cell.units;
      base += cells[of === 'start' ? 0 : Math.max(0, n - 1)]?.units ?? 0;
      shares += cell.share;
      counted += 1;
    }
    weighted.push(ratio(units, base));
    simple.push(ratio(shares, counted));
  }
  return { weighted, simple };
}
