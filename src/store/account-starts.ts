import { z } from 'zod';
import type { AccountFilter } from '../contract/account-filter';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import { activitySql } from './activity-packs';
import { packBits } from './day-bits';
import { andAccountIn } from './queries/account-filter';
import { rewriteRows } from './rewrite-rows';
import type { ComputedRow, ComputedTable } from './rewrite-rows';

/** Numbers of days at the start of an account in which what is done counts as early. */
export const EARLY_DAYS = [1, 7, 14] as const;
export type EarlyDays = (typeof EARLY_DAYS)[number];
/** Stretches of days after the first one in which an account that is active again counts as retained; a bit each, in this order. */
export const KEPT_DAYS = [
  { from: 14, to: 28 },
  { from: 30, to: 60 },
  { from: 60, to: 90 },
] as const;
export type KeptFrom = (typeof KEPT_DAYS)[number]['from'];

const START: ComputedTable = {
  name: sql`account_start`,
  keys: [sql`account_id`],
  columns: [sql`first_day`, sql`kept`, sql`early`, sql`used`],
  rowsPerAnswer: 1_000,
  rowsPerStatement: 100,
};

/** Brings the starts of these accounts up to date. `daysOf` holds the days on which anybody used a feature, ascending. */
export async function rewriteStarts(sqlPort: SqlPort, daysOf: ReadonlyMap<number, readonly number[]>): Promise<void> {
  const firstOf = new Map([...daysOf].flatMap(([accountId, [first]]) => (first === undefined ? [] : [[accountId, first] as const])));
  const earlyOf = await earlyUse(sqlPort, firstOf);
  const rows = [...firstOf].map(([accountId, first]): ComputedRow => {
    const days = daysOf.get(accountId) ?? [];
    const kept = KEPT_DAYS.reduce(
      (bits, { from, to }, index) => (days.some((day) => day >= first + from && day < first + to) ? bits | (1 << index) : bits),
      0,
    );
    return { key: [accountId], values: [first, kept, earlyOf.get(accountId) ?? '', packBits(days)] };
  });
  await rewriteRows(sqlPort, START, sql`account_id IN (${[...daysOf.keys()]})`, rows);
}

/** Accounts whose days were not kept before they are wanted are computed anew. */
export async function noteStartsWithoutDays(sqlPort: SqlPort): Promise<void> {
  await sqlPort.write(sql`INSERT IGNORE INTO account_stale (account_id, notes) SELECT account_id, 1 FROM account_start WHERE used IS NULL`);
}

const EarlyRow = z.object({
  account_id: z.coerce.number(),
  event_id: z.coerce.number(),
  most1: z.coerce.number(),
  most7: z.coerce.number(),
  most14: z.coerce.number(),
});

/** `event:most1:most7:most14` for each event of the first days, by account. */
async function earlyUse(sqlPort: SqlPort, firstOf: ReadonlyMap<number, number>): Promise<Map<number, string>> {
  if (firstOf.size === 0) return new Map();
  const longest = EARLY_DAYS[EARLY_DAYS.length - 1] ?? 0;
  const stretches = [...firstOf].map(([accountId, first]) => ({ accounts: [accountId], from: first, to: first + longest }));
  const starts = joinSql(
    [...firstOf].map(([accountId, first]) => sql`WHEN ${accountId} THEN ${first}`),
    ' ',
  );
  const rows = z.array(EarlyRow).parse(
    await sqlPort.query(sql`
      SELECT account_id, event_id, MAX(uses1) AS most1, MAX(uses7) AS most7, MAX(uses14) AS most14
      FROM (SELECT d.account_id, d.event_id, d.user_id, SUM(CASE WHEN d.age < 1 THEN d.count ELSE 0 END) AS uses1,
          SUM(CASE WHEN d.age < 7 THEN d.count ELSE 0 END) AS uses7, SUM(d.count) AS uses14
        FROM (SELECT a.account_id, a.event_id, a.user_id, a.count, a.day - CASE a.account_id ${starts} END AS age
          FROM ${activitySql(...stretches)} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1) d
        GROUP BY d.account_id, d.event_id, d.user_id) u
      GROUP BY account_id, event_id ORDER BY account_id, event_id`),
  );
  const texts = new Map<number, string[]>();
  for (const { account_id, event_id, most1, most7, most14 } of rows) {
    const own = texts.get(account_id) ?? [];
    texts.set(account_id, own);
    own.push(`${event_id}:${most1}:${most7}:${most14}`);
  }
  return new Map([...texts].map(([accountId, own]) => [accountId, own.join(',')]));
}

const StartRow = z.object({ account_id: z.coerce.number(), kept: z.coerce.number(), early: z.string() });
/** An answer of so many rows stays below 4 MiB with a hundred features in each. */
const ROWS_PER_ANSWER = 2_000;

export type StoredStart = { readonly early: ReadonlyMap<number, number>; readonly isRetained: boolean };

/** How accounts began whose days up to the end of the stretch are over by `today`. One row an account. */
export async function accountStarts(
  sqlPort: SqlPort,
  asked: { readonly earlyDays: EarlyDays; readonly keptFrom: KeptFrom; readonly today: number; readonly filter: AccountFilter },
): Promise<StoredStart[]> {
  const stretch = KEPT_DAYS.findIndex(({ from }) => from === asked.keptFrom);
  const lastStart = asked.today - (KEPT_DAYS[stretch]?.to ?? 0);
  const column = EARLY_DAYS.indexOf(asked.earlyDays) + 1;
  const starts: StoredStart[] = [];
  for (let after = -1; ;) {
    const rows = z.array(StartRow).parse(
      await sqlPort.query(sql`
        SELECT account_id, kept, early FROM account_start
        WHERE account_id > ${after} AND first_day <= ${lastStart}${andAccountIn(sql`account_id`, asked.filter)}
        ORDER BY account_id LIMIT ${ROWS_PER_ANSWER}`),
    );
    for (const { kept, early } of rows) {
      const own = new Map<number, number>();
      for (const text of early === '' ? [] : early.split(',')) {
        const numbers = text.split(':').map(Number);
        if ((numbers[column] ?? 0) > 0) own.set(numbers[0] ?? 0, numbers[column] ?? 0);
      }
      starts.push({ early: own, isRetained: (kept & (1 << stretch)) !== 0 });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_ANSWER) return starts;
    after = last.account_id;
  }
}
