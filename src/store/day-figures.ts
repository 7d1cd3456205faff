import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { BLOCK_DAYS, blockOf } from './member-days';

/** What is kept of each day of an account: users active in the 1, 7 and 30 days up to it, and feature events on it. */
export const FIGURES = ['users1', 'users7', 'users30', 'events'] as const;
export type Figure = (typeof FIGURES)[number];

/** Values of a figure have at most so many digits, so that so many rows of `account_days` with so many figures stay below 4 MiB. */
const MOST_DIGITS = 9;
export const blocksPerAnswer = (figures: number): number => Math.floor(4_000_000 / (figures * (BLOCK_DAYS * MOST_DIGITS + 20) + 80));

/** A figure on each day of a block: decimal numbers, all as wide as the widest, so that SQL finds that of a day by its place. Empty where all are 0. */
export function writeFigures(values: readonly number[]): string {
  const most = Math.max(...values);
  if (values.length !== BLOCK_DAYS || most >= 10 ** MOST_DIGITS) throw new RangeError(`No figures of ${String(BLOCK_DAYS)} days`);
  if (most === 0) return '';
  const digits = String(most).length;
  return values.map((value) => String(value).padStart(digits, '0')).join('');
}

const ZERO = '0'.charCodeAt(0);

/** The figure on each day of a block. A page reads so many of them that nothing is cut out of the text. */
export function readFigures(text: string): number[] {
  const digits = text.length / BLOCK_DAYS;
  const values = new Array<number>(BLOCK_DAYS).fill(0);
  for (let at = 0, place = 0; place < BLOCK_DAYS; place += 1) {
    let value = 0;
    for (const end = at + digits; at < end; at += 1) value = value * 10 + text.charCodeAt(at) - ZERO;
    values[place] = value;
  }
  return values;
}

/** A day as SQL knows it: its block, its place there, and its bit in `days`. */
type DayInSql = { readonly block: Sql; readonly place: Sql; readonly bit: Sql };

export function thisDay(day: number): DayInSql {
  const place = day - blockOf(day) * BLOCK_DAYS;
  return { block: sql`${blockOf(day)}`, place: sql`${place}`, bit: sql`${1 << place}` };
}

/** The day that a column says. */
export function dayIn(column: Sql): DayInSql {
  const [days, place] = [sql`${BLOCK_DAYS}`, sql`(${column} % ${BLOCK_DAYS})`];
  return { block: sql`${column} DIV ${days}`, place, bit: sql`(1 << ${place})` };
}

/** The row of `account_days` that holds a day, as `alias`, which has nothing where the account has no such row. */
export function joinDaySql(alias: Sql, accountId: Sql, { block }: DayInSql): Sql {
  return sql`LEFT JOIN account_days ${alias} ON ${alias}.account_id = ${accountId} AND ${alias}.block = ${block}`;
}

/** More than any row has bits. */
const BITS_SIZE = 2 ** BLOCK_DAYS;

/** The first block of an account and its days as one number, over its rows `alias`; for `firstUseDay`. */
export const firstUseSql = (alias: Sql): Sql => sql`MIN(${alias}.block * ${BITS_SIZE} + ${alias}.days)`;

/** The day on which an account was used first: its first block begins to have days with it. Null without any. */
export function firstUseDay(first: number | null): number | null {
  if (first === null) return null;
  const bits = first % BITS_SIZE;
  return ((first - bits) / BITS_SIZE) * BLOCK_DAYS + Math.log2(bits & -bits);
}

/** A figure of a day, of the row that holds it; null where the account was not used on the day or in the 29 before. */
export function figureSql(alias: Sql, figure: Figure, { place, bit }: DayInSql): Sql {
  const text = { users1: sql`users1`, users7: sql`users7`, users30: sql`users30`, events: sql`events` }[figure];
  const digits = sql`LENGTH(${alias}.${text}) / ${BLOCK_DAYS}`;
  return sql`CASE WHEN (${alias}.days & ${bit}) <> 0 THEN
    CASE WHEN ${alias}.${text} = '' THEN 0 ELSE SUBSTRING(${alias}.${text}, 1 + ${place} * (${digits}), ${digits}) + 0 END END`;
}
