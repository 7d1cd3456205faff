import type { SqlPort } from '../src/platform/ports';
import { activeDaySums, cohortSums, periodSums } from '../src/store/queries/engagement-sums';

/** Units in a period. Series are users by day, week and month (0 to 2), then accounts (3 to 5). */
export type Period = {
  readonly account: string;
  readonly series: number;
  readonly start_day: number;
  readonly born: number;
  readonly returned: number;
  readonly resurrected: number;
  readonly dormant: number;
  readonly active_days: string;
};
/** Of the units that came first in a period: who was there `age` periods later, and for whom it was the last. */
export type Cohort = {
  readonly account: string;
  readonly series: number;
  readonly cohort_day: number;
  readonly age: number;
  readonly units: number;
  readonly last_units: number;
};

export const GRAINS = ['day', 'week', 'month'] as const;
/** The oracle goes as far back as days of users are kept. */
const DAYS_BACK = 199;
const DAY_COHORTS_BACK = 91;
const MAX_DAY_AGE = 31;

/** What pages ask of accounts as units: by grain and first day. */
export async function accountFigures(port: SqlPort, today: number) {
  const figures: Record<string, readonly number[]> = {};
  for (const grain of GRAINS) {
    const back = (days: number) => (grain === 'day' ? today - days : 0);
    const asked = { filter: {}, unit: 'account', grain } as const;
    for (const row of await periodSums(port, asked, back(DAYS_BACK), today + 40))
      figures[`${grain} ${String(row.start_day)}`] = [row.born, row.returned, row.resurrected, row.dormant];
    for (const [startDay, days] of grain === 'day' ? [] : await activeDaySums(port, asked, 0, today + 40))
      if (days.length > 0) figures[`${grain} ${String(startDay)} days`] = days;
    for (const row of await cohortSums(port, asked, back(DAY_COHORTS_BACK), today + 1))
      if (grain !== 'day' || row.age <= MAX_DAY_AGE)
        figures[`${grain} ${String(row.cohort_day)} after ${String(row.age)}`] = [row.units, row.last_units];
  }
  return figures;
}

/** The same of what the definition says, summed over accounts. */
export function figuresOf({ periods, cohorts }: { readonly periods: readonly Period[]; readonly cohorts: readonly Cohort[] }) {
  const figures: Record<string, number[]> = {};
  const add = (name: string, values: readonly number[]) => {
    const known = figures[name] ?? [];
    figures[name] = Array.from({ length: Math.max(known.length, values.length) }, (_, index) => (known[index] ?? 0) + (values[index] ?? 0));
  };
  const grainOf = (series: number) => GRAINS[series - GRAINS.length];
  for (const row of periods) {
    const grain = grainOf(row.series);
    if (grain === undefined) continue;
    add(`${grain} ${String(row.start_day)}`, [row.born, row.returned, row.resurrected, row.dormant]);
    if (row.active_days !== '') add(`${grain} ${String(row.start_day)} days`, row.active_days.split(',').map(Number));
  }
  for (const row of cohorts) {
    const grain = grainOf(row.series);
    if (grain !== undefined) add(`${grain} ${String(row.cohort_day)} after ${String(row.age)}`, [row.units, row.last_units]);
  }
  return figures;
}
