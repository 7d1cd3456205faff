import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { Grain } from '../../engagement/calendar';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { seriesCode } from '../engagement-rows';
import { andAccountIn } from './account-filter';
import { accountTally } from './account-sums';

/** Of which accounts. */
export type AccountsAsked = { readonly filter: AccountFilter };
/** Users, in each of their accounts for itself; or accounts, in which anybody at all used a feature. */
export type SeriesAsked = AccountsAsked & { readonly unit: 'user' | 'account'; readonly grain: Grain };

const accountsSql = ({ filter }: AccountsAsked): Sql => andAccountIn(sql`account_id`, filter);

const PeriodSum = z.object({
  start_day: z.coerce.number(),
  born: z.coerce.number(),
  returned: z.coerce.number(),
  resurrected: z.coerce.number(),
  dormant: z.coerce.number(),
});

/** Sums over accounts for each period that begins in [from, to); without periods of which nothing is known. */
export async function periodSums(sqlPort: SqlPort, asked: SeriesAsked, from: number, to: number): Promise<z.infer<typeof PeriodSum>[]> {
  if (asked.unit === 'account') {
    const { periods } = await accountTally(sqlPort, asked);
    return periods
      .filter(({ startDay }) => startDay >= from && startDay < to)
      .map(({ startDay, born, returning, resurrected, dormant }) => ({
        start_day: startDay,
        born,
        returned: returning,
        resurrected,
        dormant,
      }));
  }
  return z.array(PeriodSum).parse(
    await sqlPort.query(sql`
      SELECT start_day, SUM(born) AS born, SUM(returned) AS returned, SUM(resurrected) AS resurrected, SUM(dormant) AS dormant
      FROM account_period
      WHERE series = ${seriesCode(asked.grain)} AND start_day >= ${from} AND start_day < ${to}${accountsSql(asked)}
      GROUP BY start_day ORDER BY start_day`),
  );
}

const Histogram = z.object({ start_day: z.coerce.number(), active_days: z.string(), accounts: z.coerce.number() });

/** For each period that begins in [from, to): units by the number of their active days, `[k - 1]` for k days. */
export async function activeDaySums(
  sqlPort: SqlPort,
  asked: SeriesAsked,
  from: number,
  to: number,
): Promise<Map<number, readonly number[]>> {
  if (asked.unit === 'account') {
    const { periods } = await accountTally(sqlPort, asked);
    const inRange = periods.filter(({ startDay }) => startDay >= from && startDay < to);
    return new Map(inRange.map(({ startDay, activeDays }) => [startDay, activeDays]));
  }
  const rows = z.array(Histogram).parse(
    await sqlPort.query(sql`
      SELECT start_day, active_days, COUNT(*) AS accounts FROM account_period
      WHERE series = ${seriesCode(asked.grain)} AND start_day >= ${from} AND start_day < ${to}${accountsSql(asked)}
      GROUP BY start_day, active_days`),
  );
  const sums = new Map<number, number[]>();
  for (const { start_day, active_days, accounts } of rows) {
    const sum = sums.get(start_day) ?? [];
    sums.set(start_day, sum);
    if (active_days === '') continue;
    active_days.split(',').forEach((units, index) => {
      while (sum.length <= index) sum.push(0);
      sum[index] = (sum[index] ?? 0) + Number(units) * accounts;
    });
  }
  return sums;
}

const CohortSum = z.object({
  cohort_day: z.coerce.number(),
  age: z.coerce.number(),
  units: z.coerce.number(),
  last_units: z.coerce.number(),
});

/** Sums over accounts of the cohorts that begin in [from, to). */
export async function cohortSums(sqlPort: SqlPort, asked: SeriesAsked, from: number, to: number): Promise<z.infer<typeof CohortSum>[]> {
  if (asked.unit === 'account') {
    const { cohorts } = await accountTally(sqlPort, asked);
    return cohorts
      .filter(({ cohortDay }) => cohortDay >= from && cohortDay < to)
      .map(({ cohortDay, age, units, lastUnits }) => ({ cohort_day: cohortDay, age, units, last_units: lastUnits }));
  }
  return z.array(CohortSum).parse(
    await sqlPort.query(sql`
      SELECT cohort_day, age, SUM(units) AS units, SUM(last_units) AS last_units FROM account_cohort
      WHERE series = ${seriesCode(asked.grain)} AND cohort_day >= ${from} AND cohort_day < ${to}${accountsSql(asked)}
      GROUP BY cohort_day, age ORDER BY cohort_day, age`),
  );
}

const FeatureSum = z.object({
  event: z.string(),
  accounts: z.coerce.number(),
  users: z.coerce.number(),
  uses: z.coerce.number(),
  new_accounts: z.coerce.number(),
  user_days: z.coerce.number().nullable(),
});
const WINDOW_COLUMNS = {
  7: { users: sql`users7`, uses: sql`uses7`, days: sql`NULL` },
  30: { users: sql`users30`, uses: sql`uses30`, days: sql`days30` },
  90: { users: sql`users90`, uses: sql`uses90`, days: sql`NULL` },
} as const;
export type AdoptionWindow = keyof typeof WINDOW_COLUMNS;

/**
 * Each feature in the days up to `today`: accounts, users in accounts, uses, accounts that were new to it, and
 * active days of its users, of 30 days alone and null until all are counted; the most widespread first.
 */
export async function featureSums(
  sqlPort: SqlPort,
  asked: AccountsAsked & { readonly window: AdoptionWindow; readonly today: number },
): Promise<z.infer<typeof FeatureSum>[]> {
  const { users, uses, days } = WINDOW_COLUMNS[asked.window];
  const from = asked.today + 1 - asked.window;
  return z.array(FeatureSum).parse(
    await sqlPort.query(sql`
      SELECT e.name AS event, COUNT(CASE WHEN ${uses} > 0 THEN 1 END) AS accounts, COALESCE(SUM(${users}), 0) AS users,
        COALESCE(SUM(${uses}), 0) AS uses, COUNT(CASE WHEN first_day >= ${from} THEN 1 END) AS new_accounts,
        CASE WHEN COUNT(CASE WHEN ${users} > 0 AND ${days} IS NULL THEN 1 END) = 0 THEN SUM(${days}) END AS user_days
      FROM event_name e LEFT JOIN account_feature f ON f.event_id = e.event_id${accountsSql(asked)}
      WHERE e.feature = 1 GROUP BY e.name ORDER BY accounts DESC, uses DESC, event`),
  );
}

const AccountsRow = z.object({ accounts: z.coerce.number() });

/** Accounts with use of any feature in the window. */
export async function accountsUsing(sqlPort: SqlPort, asked: AccountsAsked & { readonly window: AdoptionWindow }): Promise<number> {
  const { uses } = WINDOW_COLUMNS[asked.window];
  const [row] = z
    .array(AccountsRow)
    .parse(
      await sqlPort.query(sql`SELECT COUNT(DISTINCT account_id) AS accounts FROM account_feature WHERE ${uses} > 0${accountsSql(asked)}`),
    );
  return row?.accounts ?? 0;
}

const MoneyRow = z.object({ event: z.string(), mrr_cents: z.coerce.number() });

/** MRR of the accounts that used each feature in the window. */
export async function featureMoney(
  sqlPort: SqlPort,
  asked: AccountsAsked & { readonly window: AdoptionWindow },
): Promise<ReadonlyMap<string, number>> {
  const { uses } = WINDOW_COLUMNS[asked.window];
  const rows = await sqlPort.query(sql`
    SELECT e.name AS event, SUM(m.mrr_cents) AS mrr_cents
    FROM (SELECT account_id, event_id FROM account_feature WHERE ${uses} > 0${accountsSql(asked)}) f
    JOIN event_name e ON e.event_id = f.event_id JOIN account_state m ON m.account_id = f.account_id
    GROUP BY e.name`);
  return new Map(
    z
      .array(MoneyRow)
      .parse(rows)
      .map((row) => [row.event, row.mrr_cents]),
  );
}

const CountRow = z.object({ n: z.coerce.number() });

/** Accounts that have to be computed anew. */
export async function staleCount(sqlPort: SqlPort): Promise<number> {
  const [row] = z.array(CountRow).parse(await sqlPort.query(sql`SELECT COUNT(*) AS n FROM account_stale`));
  return row?.n ?? 0;
}
