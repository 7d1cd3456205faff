import { z } from 'zod';
import { rollingActives } from '../engagement/rolling-actives';
import type { UserDay } from '../engagement/rolling-actives';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import { memberDaysAround } from './member-days';
import type { UserDays } from './member-days';
import { rewriteRows } from './rewrite-rows';
import type { ComputedTable } from './rewrite-rows';

/** A day's activity counts in the 30 days that begin with it. */
const REACH_DAYS = 29;
/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 20_000;
/** The same of rows of three numbers. */
const SUMS_PER_ANSWER = 50_000;
/** So many rows stay below 1 MiB, and their parameters below what an engine takes. */
const ROWS_PER_STATEMENT = 5_000;

/** Days of an account on which something changed, and what lies between them. Days since 1970-01-01. */
export type TouchedSpan = { readonly accountId: number; readonly first: number; readonly last: number };

/** The days that changed in as few spans as reach different rows: what came late does not bring in all days since. */
export function touchedSpans(touched: readonly { readonly accountId: number; readonly day: number }[]): TouchedSpan[] {
  const spans: { accountId: number; first: number; last: number }[] = [];
  for (const { accountId, day } of touched.toSorted((a, b) => a.accountId - b.accountId || a.day - b.day)) {
    const span = spans.at(-1);
    if (span?.accountId === accountId && day <= span.last + REACH_DAYS + 1) span.last = day;
    else spans.push({ accountId, first: day, last: day });
  }
  return spans;
}

const EventsRow = z.object({ account_id: z.coerce.number(), day: z.coerce.number(), events: z.coerce.number() });

/**
 * Recomputes the rows of `account_day` that a change on those days can reach: from the first changed day to 29 days after
 * the last one, future days included, so that no daily job is needed to let a window run out. Users are taken from the days kept of
 * them and events from activity every time; running it again changes nothing. Whatever changed must be in both before.
 */
export async function recomputeAccountDays(sqlPort: SqlPort, touched: readonly TouchedSpan[]): Promise<void> {
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
    const around = chunk.map(({ accountId, first, last }) => ({ accountId, first: first - REACH_DAYS, last: last + REACH_DAYS }));
    const [members, events] = [await memberDaysAround(sqlPort, around), await eventsByDay(sqlPort, around)];
    for (const span of chunk) values.push(...dayRows(span, members.get(span.accountId) ?? [], events.get(span.accountId) ?? new Map()));
    await writeDownTo(ROWS_PER_STATEMENT);
  }
  await writeDownTo(0);
  for (const chunk of chunked([...new Set(touched.map(({ accountId }) => accountId))])) await noteLastActive(sqlPort, chunk);
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
  const first = days.reduce((a, b) => Math.min(a, b), Infinity);
  const last = days.reduce((a, b) => Math.max(a, b), -Infinity);
  const rows = days.length === 0 ? [] : dayRows({ accountId, first, last }, members, events);
  await rewriteRows(
    sqlPort,
    ACCOUNT_DAY,
    sql`account_id = ${accountId}`,
    rows.map(([account = 0, day = 0, ...values]) => ({ key: [account, day], values })),
  );
  await noteLastActive(sqlPort, [accountId]);
}

/** Spans of which the days that are looked at fit an answer. */
function readTogether(touched: readonly TouchedSpan[]): TouchedSpan[][] {
  const chunks: TouchedSpan[][] = [];
  let days = Infinity;
  for (const span of touched) {
    const own = span.last - span.first + 1 + 2 * REACH_DAYS;
    const chunk = chunks.at(-1);
    if (chunk === undefined || days + own > SUMS_PER_ANSWER) {
      chunks.push([span]);
      days = own;
    } else {
      chunk.push(span);
      days += own;
    }
  }
  return chunks;
}

/** Feature events of each day of these spans, by account. */
async function eventsByDay(sqlPort: SqlPort, spans: readonly TouchedSpan[]): Promise<Map<number, Map<number, number>>> {
  const ranges = spans.map(({ accountId, first, last }) => sql`(a.account_id = ${accountId} AND a.day >= ${first} AND a.day <= ${last})`);
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
function dayRows({ accountId, first, last }: TouchedSpan, members: readonly UserDays[], events: ReadonlyMap<number, number>): number[][] {
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
