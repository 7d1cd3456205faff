import { z } from 'zod';
import { rollingActives } from '../engagement/rolling-actives';
import type { UserDay } from '../engagement/rolling-actives';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import { memberDaysOf } from './member-days';
import type { UserDays } from './member-days';
import { rewriteRows } from './rewrite-rows';
import type { ComputedTable } from './rewrite-rows';

/** Days that changed, by account: the first and the last. Days since 1970-01-01. */
export type TouchedDays = ReadonlyMap<number, { readonly first: number; readonly last: number }>;

/** A day's activity counts in the 30 days that begin with it. */
const REACH_DAYS = 29;
/** An answer of so many rows stays below 4 MiB, a statement of so many below 1 MiB. */
const ROWS_PER_ANSWER = 20_000;
const ROWS_PER_STATEMENT = 3_000;

const EventsRow = z.object({ account_id: z.coerce.number(), day: z.coerce.number(), events: z.coerce.number() });

/**
 * Recomputes the rows of `account_day` that a change on those days can reach: from the first changed day to 29 days after
 * the last one, future days included, so that no daily job is needed to let a window run out. Users are taken from the days kept of
 * them and events from activity every time; running it again changes nothing. Whatever changed must be in both before.
 */
export async function recomputeAccountDays(sqlPort: SqlPort, touched: TouchedDays): Promise<void> {
  const values: number[][] = [];
  const writeDownTo = async (left: number): Promise<void> => {
    while (values.length > left) {
      const part = values.splice(0, ROWS_PER_STATEMENT);
      await sqlPort.write(sql`
        INSERT INTO account_day (account_id, day, users1, users7, users30, events) VALUES ${rowsSql(part)}
        ON DUPLICATE KEY UPDATE users1 = VALUES(users1), users7 = VALUES(users7), users30 = VALUES(users30), events = VALUES(events)`);
    }
  };
  for (const chunk of readTogether(touched)) {
    const accountIds = chunk.map(([accountId]) => accountId);
    const around = {
      first: Math.min(...chunk.map(([, { first }]) => first)) - REACH_DAYS,
      last: Math.max(...chunk.map(([, { last }]) => last)) + REACH_DAYS,
    };
    const [members, events] = [await memberDaysOf(sqlPort, accountIds, around), await eventsByDay(sqlPort, chunk)];
    for (const [accountId, range] of chunk)
      values.push(...dayRows(accountId, range, members.get(accountId) ?? [], events.get(accountId) ?? new Map()));
    await writeDownTo(ROWS_PER_STATEMENT);
  }
  await writeDownTo(0);
  for (const chunk of chunked([...touched.keys()])) await noteLastActive(sqlPort, chunk);
}

const ACCOUNT_DAY: ComputedTable = {
  name: sql`account_day`,
  keys: [sql`account_id`, sql`day`],
  columns: [sql`users1`, sql`users7`, sql`users30`, sql`events`],
  rowsPerAnswer: ROWS_PER_ANSWER,
  rowsPerStatement: ROWS_PER_STATEMENT,
};

/** Brings all days of an account to what these users and events by day make of them; days without use in reach go. */
export async function rewriteAccountDays(
  sqlPort: SqlPort,
  accountId: number,
  members: readonly UserDays[],
  events: ReadonlyMap<number, number>,
): Promise<void> {
  const days = [...events.keys()];
  const range = { first: days.reduce((a, b) => Math.min(a, b), Infinity), last: days.reduce((a, b) => Math.max(a, b), -Infinity) };
  const rows = days.length === 0 ? [] : dayRows(accountId, range, members, events);
  await rewriteRows(
    sqlPort,
    ACCOUNT_DAY,
    sql`account_id = ${accountId}`,
    rows.map(([account = 0, day = 0, ...values]) => ({ key: [account, day], values })),
  );
  await noteLastActive(sqlPort, [accountId]);
}

type Range = { readonly first: number; readonly last: number };

/** Accounts of which the days that are looked at fit an answer. */
function readTogether(touched: TouchedDays): (readonly [number, Range])[][] {
  const chunks: (readonly [number, Range])[][] = [];
  let days = Infinity;
  for (const [accountId, range] of touched) {
    const own = range.last - range.first + 1 + 2 * REACH_DAYS;
    const chunk = chunks.at(-1);
    if (chunk === undefined || days + own > ROWS_PER_ANSWER) {
      chunks.push([[accountId, range]]);
      days = own;
    } else {
      chunk.push([accountId, range]);
      days += own;
    }
  }
  return chunks;
}

/** Feature events of each day in reach, by account. */
async function eventsByDay(sqlPort: SqlPort, chunk: readonly (readonly [number, Range])[]): Promise<Map<number, Map<number, number>>> {
  const ranges = chunk.map(
    ([accountId, { first, last }]) =>
      sql`(a.account_id = ${accountId} AND a.day >= ${first - REACH_DAYS} AND a.day <= ${last + REACH_DAYS})`,
  );
  const rows = await sqlPort.query(sql`
    SELECT a.account_id, a.day, SUM(a.count) AS events
    FROM activity a JOIN event_name e ON e.event_id = a.event_id
    WHERE e.feature = 1 AND (${joinSql(ranges, ' OR ')})
    GROUP BY a.account_id, a.day`);
  const byAccount = new Map<number, Map<number, number>>();
  for (const { account_id, day, events } of z.array(EventsRow).parse(rows)) {
    const days = byAccount.get(account_id) ?? new Map<number, number>();
    byAccount.set(account_id, days.set(day, events));
  }
  return byAccount;
}

/** A row for each day on which the account was used, or in the 29 days before, if only by somebody whom its site does not name. */
function dayRows(accountId: number, { first, last }: Range, members: readonly UserDays[], events: ReadonlyMap<number, number>): number[][] {
  const [from, to] = [first, last + REACH_DAYS + 1];
  const userDays: UserDay[] = members
    .filter(({ userId }) => userId > 0)
    .flatMap(({ userId, days }) => days.map((day) => ({ userId, day })));
  const used = rollingActives(
    [...events.keys()].map((day) => ({ userId: 0, day })),
    from,
    to,
  );
  return rollingActives(userDays, from, to)
    .filter((_, index) => (used[index]?.users30 ?? 0) > 0)
    .map((row) => [accountId, row.day, row.users1, row.users7, row.users30, events.get(row.day) ?? 0]);
}

async function noteLastActive(sqlPort: SqlPort, accountIds: readonly number[]): Promise<void> {
  await sqlPort.write(sql`
    UPDATE account SET last_active_day = (SELECT MAX(d.day) FROM account_day d WHERE d.account_id = account.account_id AND d.events > 0)
    WHERE account_id IN (${accountIds})`);
}
