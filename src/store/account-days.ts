import { z } from 'zod';
import { rollingActives } from '../engagement/rolling-actives';
import type { UserDay } from '../engagement/rolling-actives';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { ofRowsAndRecords } from './activity-packs';
import { chunked, SMALL_ROWS_PER_STATEMENT } from './chunks';
import { blocksPerAnswer, FIGURES, writeFigures } from './day-figures';
import type { Figure } from './day-figures';
import { BLOCK_DAYS, blockOf, memberDaysAround } from './member-days';
import type { UserDays } from './member-days';
import { rewriteRows, upsertRows } from './rewrite-rows';
import type { ComputedRow, ComputedTable } from './rewrite-rows';
import { sharedSpans } from './spans';
import type { Span } from './spans';

/** A day's activity counts in the 30 days that begin with it. */
const REACH_DAYS = 29;
/** So many rows of an account, a day and a number are an answer below 4 MiB. */
const SUMS_PER_ANSWER = 60_000;
/** Rows of a thousand accounts, as long as their figures are of few digits. */
const ROWS_PER_STATEMENT = 2_400;

/** The days that changed in as few spans as reach different rows: what came late does not bring in all days since. */
export function touchedSpans(touched: readonly { readonly accountId: number; readonly day: number }[]): Span[] {
  const spans: { accountId: number; first: number; last: number }[] = [];
  for (const { accountId, day } of touched.toSorted((a, b) => a.accountId - b.accountId || a.day - b.day)) {
    const span = spans.at(-1);
    if (span?.accountId === accountId && day <= span.last + REACH_DAYS + 1) span.last = day;
    else spans.push({ accountId, first: day, last: day });
  }
  return spans;
}

const EventsRow = z.object({ account_id: z.coerce.number(), day: z.coerce.number(), events: z.coerce.number() });

const ACCOUNT_DAYS: ComputedTable = {
  name: sql`account_days`,
  keys: [sql`block`, sql`account_id`],
  columns: [sql`days`, sql`users1`, sql`users7`, sql`users30`, sql`events`],
  rowsPerAnswer: blocksPerAnswer(FIGURES.length),
  rowsPerStatement: ROWS_PER_STATEMENT,
};

/**
 * Recomputes the rows of `account_days` that a change on those days can reach: blocks from the first changed day to 29 days after
 * the last one, future days included, so that no daily job is needed to let a window run out. Users are taken from the days kept of
 * them and events from activity every time; running it again changes nothing. Whatever changed must be in both before. `today` says how much
 * an answer may hold: later days have nothing yet.
 */
export async function recomputeAccountDays(sqlPort: SqlPort, touched: readonly Span[], today: number): Promise<void> {
  const rows: ComputedRow[] = [];
  const lastUsed = new Map<number, number>();
  const writeDownTo = async (left: number): Promise<void> => {
    while (rows.length > left) await upsertRows(sqlPort, ACCOUNT_DAYS, rows.splice(0, ROWS_PER_STATEMENT));
  };
  for (const chunk of readTogether(wholeBlocks(touched), today)) {
    const around = chunk.map((span) => ({ ...span, first: span.first - REACH_DAYS }));
    const [members, events] = [await memberDaysAround(sqlPort, around, today), await eventsByDay(sqlPort, chunk)];
    for (const span of chunk) rows.push(...blockRows(span, members.get(span.accountId) ?? [], events.get(span.accountId) ?? new Map()));
    for (const [accountId, days] of events) lastUsed.set(accountId, Math.max(lastUsed.get(accountId) ?? 0, ...days.keys()));
    await writeDownTo(ROWS_PER_STATEMENT);
  }
  await writeDownTo(0);
  for (const chunk of chunked([...lastUsed], SMALL_ROWS_PER_STATEMENT)) await noteLastActive(sqlPort, chunk);
}

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
  const rows = wholeBlocks(days.length === 0 ? [] : [{ accountId, first, last }]).flatMap((span) => blockRows(span, members, events));
  await rewriteRows(sqlPort, ACCOUNT_DAYS, sql`account_id = ${accountId}`, rows);
  await sqlPort.write(sql`UPDATE account SET last_active_day = ${days.length === 0 ? null : last} WHERE account_id = ${accountId}`);
}

/** All days of the blocks that these spans reach, each once. */
function wholeBlocks(touched: readonly Span[]): Span[] {
  const spans: { accountId: number; first: number; last: number }[] = [];
  for (const { accountId, first, last } of touched) {
    const own = { accountId, first: firstDayOf(blockOf(first)), last: firstDayOf(blockOf(last + REACH_DAYS) + 1) - 1 };
    const before = spans.at(-1);
    if (before?.accountId === accountId && own.first <= before.last + 1) before.last = own.last;
    else spans.push(own);
  }
  return spans;
}

const firstDayOf = (block: number): number => block * BLOCK_DAYS;

/** Spans of which the days that are looked at fit an answer. */
function readTogether(touched: readonly Span[], today: number): Span[][] {
  const chunks: Span[][] = [];
  let days = Infinity;
  for (const span of touched) {
    const own = Math.min(span.last, today) - span.first + 1;
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
async function eventsByDay(sqlPort: SqlPort, spans: readonly Span[]): Promise<Map<number, Map<number, number>>> {
  const stretches = sharedSpans(spans).map(({ accounts, first, last }) => ({ accounts, from: first, to: last + 1 }));
  const byDay = (activity: Sql) => sql`
    SELECT a.account_id, a.day, SUM(a.count) AS events
    FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1 GROUP BY a.account_id, a.day`;
  const rows = await sqlPort.query(ofRowsAndRecords(stretches, byDay));
  const byAccount = new Map<number, Map<number, number>>();
  for (const { account_id, day, events } of z.array(EventsRow).parse(rows)) {
    const days = byAccount.get(account_id) ?? new Map<number, number>();
    byAccount.set(account_id, days.set(day, (days.get(day) ?? 0) + events));
  }
  return byAccount;
}

const NOTHING: Readonly<Record<Figure, number>> = { users1: 0, users7: 0, users30: 0, events: 0 };

/** A row for each of the blocks with a day on which the account was used, or in the 29 days before, if only by somebody whom its site does not name. */
function blockRows({ accountId, first, last }: Span, members: readonly UserDays[], events: ReadonlyMap<number, number>): ComputedRow[] {
  const userDays: UserDay[] = members
    .filter(({ userId }) => userId > 0)
    .flatMap(({ userId, days }) => days.map((day) => ({ userId, day })));
  const actives = rollingActives(userDays, first, last + 1);
  const usedDays = new Set(members.flatMap(({ days }) => days));
  const used = rollingActives(
    [...usedDays].map((day) => ({ userId: 0, day })),
    first,
    last + 1,
  );
  const rows: ComputedRow[] = [];
  for (let from = 0; from < actives.length; from += BLOCK_DAYS) {
    const has = used.slice(from, from + BLOCK_DAYS).map(({ users30 }) => users30 > 0);
    const bits = has.reduce((all, isIn, place) => (isIn ? all | (1 << place) : all), 0);
    if (bits === 0) continue;
    const own = actives
      .slice(from, from + BLOCK_DAYS)
      .map((day, place) => (has[place] === true ? { ...day, events: events.get(day.day) ?? 0 } : NOTHING));
    rows.push({
      key: [blockOf(first + from), accountId],
      values: [bits, ...FIGURES.map((figure) => writeFigures(own.map((day) => day[figure])))],
    });
  }
  return rows;
}

/** Whatever came, no account was used last on an earlier day than before. */
async function noteLastActive(sqlPort: SqlPort, lastUsed: readonly (readonly [accountId: number, day: number])[]): Promise<void> {
  const days = joinSql(
    lastUsed.map(([accountId, day]) => sql`WHEN ${accountId} THEN ${day}`),
    ' ',
  );
  await sqlPort.write(sql`
    UPDATE account SET last_active_day = GREATEST(COALESCE(last_active_day, 0), CASE account_id ${days} END)
    WHERE account_id IN (${lastUsed.map(([accountId]) => accountId)})`);
}
