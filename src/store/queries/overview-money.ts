import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { TRIAL_DAYS } from '../../revenue/trials';
import { wasActiveSql } from '../activity-packs';
import { andAccountIn } from './account-filter';
import { thisDay } from '../day-figures';
import { OBSERVED_DAYS } from './accounts';

/** An account is silent after so many days without use. */
export const SILENT_DAYS = 30;

const DayValue = z.object({ day: z.coerce.number(), value: z.coerce.number() });

const valuesByDay = (rows: unknown): ReadonlyMap<number, number> =>
  new Map(
    z
      .array(DayValue)
      .parse(rows)
      .map(({ day, value }) => [day, value]),
  );

/** Days as a table with the column `day`, and how `account_days` knows them. */
function daysTable(days: readonly number[]): Sql {
  return joinSql(
    days.map((day) => sql`SELECT ${day} AS day, ${thisDay(day).block} AS block, ${thisDay(day).bit} AS bit`),
    ' UNION ALL ',
  );
}

/** What customers pay in a month, at the end of each day of [from, to), in cents. */
export async function mrrByDay(port: SqlPort, filter: AccountFilter, from: number, to: number): Promise<ReadonlyMap<number, number>> {
  const opening = valuesByDay(
    await port.query(sql`
      SELECT ${from} AS day, COALESCE(SUM(p.customer_cents), 0) AS value FROM revenue_span p
      WHERE p.end_day > ${from} AND p.start_day <= ${from}${andAccountIn(sql`p.account_id`, filter)}`),
  );
  const moved = valuesByDay(
    await port.query(sql`
      SELECT m.day, SUM(m.customer_cents) AS value FROM revenue_movement m
      WHERE m.day > ${from} AND m.day < ${to}${andAccountIn(sql`m.account_id`, filter)}
      GROUP BY m.day`),
  );
  const ends = new Map<number, number>();
  let mrr = opening.get(from) ?? 0;
  for (let day = from; day < to; day += 1) ends.set(day, (mrr += moved.get(day) ?? 0));
  return ends;
}

/**
 * MRR in cents, on each of the days, of accounts that pay and report but in which nobody used a feature for thirty days. Looks at days of
 * paying accounts, and for a sign of life only in those that are silent.
 */
export async function silentMrrOn(port: SqlPort, filter: AccountFilter, days: readonly number[]): Promise<ReadonlyMap<number, number>> {
  return valuesByDay(
    await port.query(sql`
      SELECT t.day, SUM(p.customer_cents) AS value
      FROM (${daysTable(days)}) t JOIN revenue_span p ON p.end_day > t.day AND p.start_day <= t.day
      WHERE p.customer_cents > 0${andAccountIn(sql`p.account_id`, filter)}
        AND NOT EXISTS (SELECT 1 FROM account_days d WHERE d.account_id = p.account_id AND d.block = t.block AND (d.days & t.bit) <> 0)
        AND ${wasActiveSql(sql`p.account_id`, { after: sql`t.day - ${OBSERVED_DAYS}`, through: sql`t.day` })}
      GROUP BY t.day`),
  );
}

/** Trials that run on each of the days: begun in the thirty days up to it, and not paid for by then. */
export async function trialsOn(port: SqlPort, filter: AccountFilter, days: readonly number[]): Promise<ReadonlyMap<number, number>> {
  return valuesByDay(
    await port.query(sql`
      SELECT t.day, COUNT(*) AS value
      FROM (${daysTable(days)}) t JOIN revenue_account a ON a.trial_start_day > t.day - ${TRIAL_DAYS} AND a.trial_start_day <= t.day
      WHERE (a.first_paid_day IS NULL OR a.first_paid_day > t.day)${andAccountIn(sql`a.account_id`, filter)}
      GROUP BY t.day`),
  );
}

/** Names of what each day asks for: paid at its start, and kept of that. */
const COLUMNS = [
  { start: sql`start0`, kept: sql`kept0` },
  { start: sql`start1`, kept: sql`kept1` },
  { start: sql`start2`, kept: sql`kept2` },
  { start: sql`start3`, kept: sql`kept3` },
  { start: sql`start4`, kept: sql`kept4` },
  { start: sql`start5`, kept: sql`kept5` },
  { start: sql`start6`, kept: sql`kept6` },
  { start: sql`start7`, kept: sql`kept7` },
  { start: sql`start8`, kept: sql`kept8` },
] as const;
const Sums = z.tuple([z.record(z.string(), z.coerce.number())]);

/**
 * Net revenue retention on each of at most nine days: what those who paid on its `startDay` pay now, as a share of what they paid then.
 * Accounts that continue each other are one. A day on whose `startDay` nobody paid is missing. All days come from one look at the spans.
 */
export async function netRetentionOn(
  port: SqlPort,
  filter: AccountFilter,
  days: readonly { readonly day: number; readonly startDay: number }[],
): Promise<ReadonlyMap<number, number>> {
  if (days.length > COLUMNS.length) throw new RangeError(`At most ${COLUMNS.length} days`);
  const asked = COLUMNS.flatMap((column, index) => {
    const each = days[index];
    return each === undefined ? [] : [{ ...column, ...each }];
  });
  if (asked.length === 0) return new Map();
  const sums = asked.map(
    ({ start, kept, day, startDay }) => sql`
        SUM(CASE WHEN p.start_day <= ${startDay} AND p.end_day > ${startDay}${andAccountIn(sql`p.account_id`, filter)} THEN p.customer_cents ELSE 0 END) AS ${start},
        SUM(CASE WHEN p.start_day <= ${day} AND p.end_day > ${day} THEN p.customer_cents ELSE 0 END) AS ${kept}`,
  );
  const totals = asked.map(
    ({ start, kept }) =>
      sql`COALESCE(SUM(c.${start}), 0) AS ${start}, COALESCE(SUM(CASE WHEN c.${start} <> 0 THEN c.${kept} ELSE 0 END), 0) AS ${kept}`,
  );
  const rows = await port.query(sql`
    SELECT ${joinSql(totals)}
    FROM (
      SELECT a.root_id, ${joinSql(sums)}
      FROM revenue_span p JOIN revenue_account a ON a.account_id = p.account_id
      WHERE p.end_day > ${Math.min(...asked.map(({ startDay }) => startDay))} AND p.start_day <= ${Math.max(...asked.map(({ day }) => day))}
      GROUP BY a.root_id
    ) c`);
  const [row] = Sums.parse(rows);
  return new Map(
    asked.flatMap(({ start, kept, day }) => {
      const [paid, now] = [row[start.text] ?? 0, row[kept.text] ?? 0];
      return paid === 0 ? [] : [[day, now / paid] as const];
    }),
  );
}
