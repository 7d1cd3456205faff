import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { Grain } from '../../engagement/calendar';
import type { CohortRow, PeriodRow } from '../../engagement/unit-rows';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { seriesCode } from '../engagement-rows';
import { PARTS_PER_ANSWER } from '../packed-numbers';
import { unpackCohorts, unpackPeriods } from '../packed-units';
import { andAccountIn } from './account-filter';
import { accountTally } from './account-sums';

/** Of which accounts. */
export type AccountsAsked = { readonly filter: AccountFilter };
/** Users, in each of their accounts for itself; or accounts, in which anybody at all used a feature. */
export type SeriesAsked = AccountsAsked & { readonly unit: 'user' | 'account'; readonly grain: Grain };

const accountsSql = ({ filter }: AccountsAsked): Sql => andAccountIn(sql`account_id`, filter);

/** Units that came for the first time, came again, came back after a pause, and came no more. */
type PeriodSum = { start_day: number; born: number; returned: number; resurrected: number; dormant: number };

/** Sums over accounts for each period that begins in [from, to); without periods of which nothing is known. */
export async function periodSums(sqlPort: SqlPort, asked: SeriesAsked, from: number, to: number): Promise<PeriodSum[]> {
  const sums = new Map<number, PeriodSum>();
  await eachPeriod(sqlPort, asked, ({ startDay, born, returning, resurrected, dormant }) => {
    if (startDay < from || startDay >= to) return;
    const sum = sums.get(startDay) ?? { start_day: startDay, born: 0, returned: 0, resurrected: 0, dormant: 0 };
    sums.set(startDay, sum);
    sum.born += born;
    sum.returned += returning;
    sum.resurrected += resurrected;
    sum.dormant += dormant;
  });
  return [...sums.values()].sort((a, b) => a.start_day - b.start_day);
}

/** For each period that begins in [from, to): units by the number of their active days, `[k - 1]` for k days. */
export async function activeDaySums(
  sqlPort: SqlPort,
  asked: SeriesAsked,
  from: number,
  to: number,
): Promise<Map<number, readonly number[]>> {
  const sums = new Map<number, number[]>();
  await eachPeriod(sqlPort, asked, ({ startDay, activeDays }) => {
    if (startDay < from || startDay >= to) return;
    const sum = sums.get(startDay) ?? [];
    sums.set(startDay, sum);
    activeDays.forEach((units, index) => {
      while (sum.length <= index) sum.push(0);
      sum[index] = (sum[index] ?? 0) + units;
    });
  });
  return sums;
}

type CohortSum = { cohort_day: number; age: number; units: number; last_units: number };

/** Sums over accounts of the cohorts that begin in [from, to). */
export async function cohortSums(sqlPort: SqlPort, asked: SeriesAsked, from: number, to: number): Promise<CohortSum[]> {
  const sums = new Map<number, CohortSum[]>();
  await eachCohort(sqlPort, asked, ({ cohortDay, age, units, lastUnits }) => {
    if (cohortDay < from || cohortDay >= to) return;
    const ages = sums.get(cohortDay) ?? [];
    sums.set(cohortDay, ages);
    const sum = (ages[age] ??= { cohort_day: cohortDay, age, units: 0, last_units: 0 });
    sum.units += units;
    sum.last_units += lastUnits;
  });
  // Ages that nobody reached are holes, which `flatMap` leaves out.
  return [...sums].sort(([a], [b]) => a - b).flatMap(([, ages]) => ages.flatMap((sum) => sum));
}

async function eachPeriod(sqlPort: SqlPort, asked: SeriesAsked, visit: (period: Omit<PeriodRow, 'grain'>) => void): Promise<void> {
  if (asked.unit === 'account') (await accountTally(sqlPort, asked)).periods.forEach(visit);
  else for await (const text of packedUnits(sqlPort, 'periods', asked)) unpackPeriods(text, visit);
}

async function eachCohort(sqlPort: SqlPort, asked: SeriesAsked, visit: (cohort: Omit<CohortRow, 'grain'>) => void): Promise<void> {
  if (asked.unit === 'account') (await accountTally(sqlPort, asked)).cohorts.forEach(visit);
  else for await (const text of packedUnits(sqlPort, 'cohorts', asked)) unpackCohorts(text, visit);
}

const PackedRow = z.object({ account_id: z.coerce.number(), part: z.coerce.number(), packed: z.string() });

/** What is kept of the users of each account, in the order of the primary key, an answer at a time. */
async function* packedUnits(sqlPort: SqlPort, kind: 'periods' | 'cohorts', asked: SeriesAsked): AsyncGenerator<string> {
  let after = { account_id: -1, part: -1 };
  for (;;) {
    const rows = z.array(PackedRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, part, packed FROM account_units
        WHERE series = ${seriesCode(kind, asked.grain)} AND account_id >= ${after.account_id}
          AND (account_id > ${after.account_id} OR part > ${after.part})${accountsSql(asked)}
        ORDER BY account_id, part LIMIT ${PARTS_PER_ANSWER}`),
    );
    for (const { packed } of rows) yield packed;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PARTS_PER_ANSWER) return;
    after = last;
  }
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
