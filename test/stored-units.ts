import { z } from 'zod';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { seriesCode } from '../src/store/engagement-rows';
import { unpackCohorts, unpackPeriods } from '../src/store/packed-units';
import { GRAINS, type Cohort, type Period } from './account-figures';

const Row = z.object({ account: z.string(), series: z.number(), packed: z.string() });

/** Periods and cohorts of users as they are kept, by names instead of surrogate keys. */
export async function storedUnits(port: SqlPort): Promise<{ readonly periods: Period[]; readonly cohorts: Cohort[] }> {
  const rows = z.array(Row).parse(
    await port.query(sql`
      SELECT a.natural_key AS account, u.series, u.packed FROM account_units u JOIN account a ON a.account_id = u.account_id
      ORDER BY a.natural_key, u.series, u.part`),
  );
  const periods: Period[] = [];
  const cohorts: Cohort[] = [];
  for (const { account, series, packed } of rows) {
    const grain = GRAINS[series % GRAINS.length] ?? 'day';
    const own = { account, series: GRAINS.indexOf(grain) };
    if (series === seriesCode('periods', grain))
      unpackPeriods(packed, ({ startDay, born, returning, resurrected, dormant, activeDays }) => {
        periods.push({ ...own, start_day: startDay, born, returned: returning, resurrected, dormant, active_days: activeDays.join(',') });
      });
    else
      unpackCohorts(packed, ({ cohortDay, age, units, lastUnits }) => {
        cohorts.push({ ...own, cohort_day: cohortDay, age, units, last_units: lastUnits });
      });
  }
  return { periods, cohorts };
}
