import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { blocksPerAnswer, readFigures } from '../day-figures';
import type { Figure } from '../day-figures';
import { BLOCK_DAYS, blockOf } from '../member-days';

const int = z.coerce.number();
const text = z.string().default('');
const Row = z.object({ account_id: int, block: int, days: int, users1: text, users7: text, users30: text, events: text });
const COLUMNS: Readonly<Record<Figure, Sql>> = { users1: sql`users1`, users7: sql`users7`, users30: sql`users30`, events: sql`events` };

/** `and`: of which accounts, such as ` AND account_id IN (…)`. Days of [from, to). */
type Asked<F extends Figure> = { readonly figures: readonly F[]; readonly from: number; readonly to: number; readonly and: Sql };
type Block = {
  readonly accountId: number;
  readonly firstDay: number;
  /** A bit for each day on which the account was used, or in the 29 days before. */
  readonly days: number;
  /** Of each figure that is asked for, its value on each day; 0 on all other days. */
  readonly values: readonly (readonly number[])[];
};

/** Calls `visit` for each block of each account in which days of the range lie, in the order of the primary key, and for the places of those days. */
async function eachBlock<F extends Figure>(
  sqlPort: SqlPort,
  { figures, from, to, and }: Asked<F>,
  visit: (block: Block, fromPlace: number, toPlace: number) => void,
): Promise<void> {
  const columns = joinSql(figures.map((figure) => COLUMNS[figure]));
  const limit = blocksPerAnswer(figures.length);
  let after = { block: blockOf(from), account_id: -1 };
  for (;;) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT account_id, block, days, ${columns} FROM account_days
        WHERE block >= ${after.block} AND block <= ${blockOf(to - 1)} AND (block > ${after.block} OR account_id > ${after.account_id})${and}
        ORDER BY block, account_id LIMIT ${limit}`),
    );
    for (const row of rows) {
      const firstDay = row.block * BLOCK_DAYS;
      const values = figures.map((figure) => readFigures(row[figure]));
      const block = { accountId: row.account_id, firstDay, days: row.days, values };
      visit(block, Math.max(0, from - firstDay), Math.min(BLOCK_DAYS, to - firstDay));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = last;
  }
}

export type AccountDay<F extends Figure> = { readonly accountId: number; readonly day: number } & Readonly<Record<F, number>>;

/** Calls `visit` for each day on which an account was used, or in the 29 days before, by block, then account, then day. Reads accounts × days / 30. */
export async function eachAccountDay<F extends Figure>(
  sqlPort: SqlPort,
  asked: Asked<F>,
  visit: (day: AccountDay<F>) => void,
): Promise<void> {
  await eachBlock(sqlPort, asked, ({ accountId, firstDay, days, values }, fromPlace, toPlace) => {
    for (let place = fromPlace; place < toPlace; place += 1) {
      if ((days & (1 << place)) === 0) continue;
      const figures = Object.fromEntries(asked.figures.map((figure, index) => [figure, values[index]?.[place] ?? 0])) as Record<F, number>;
      visit({ accountId, day: firstDay + place, ...figures });
    }
  });
}

/** Of a day: accounts that were used on it, or in the 29 days before; sums over accounts; and accounts of which a figure is not 0. */
export type DaySums<F extends Figure> = {
  readonly day: number;
  readonly accounts: number;
  readonly sums: Readonly<Record<F, number>>;
  readonly above0: Readonly<Record<F, number>>;
};

/** Sums over accounts for each day of the range on which there is one, ascending. Reads accounts × days / 30. */
export async function daySums<F extends Figure>(sqlPort: SqlPort, asked: Asked<F>): Promise<DaySums<F>[]> {
  const { figures, from, to } = asked;
  const perDay = (): number[] => new Array<number>(to - from).fill(0);
  const [accounts, sums, above0] = [perDay(), figures.map(perDay), figures.map(perDay)];
  await eachBlock(sqlPort, asked, ({ firstDay, days, values }, fromPlace, toPlace) => {
    for (let place = fromPlace; place < toPlace; place += 1) add(accounts, firstDay + place - from, (days >> place) & 1);
    values.forEach((ofDays, index) => {
      const [sum = [], above = []] = [sums[index], above0[index]];
      for (let place = fromPlace; place < toPlace; place += 1) {
        const value = ofDays[place] ?? 0;
        if (value === 0) continue;
        add(sum, firstDay + place - from, value);
        add(above, firstDay + place - from, 1);
      }
    });
  });
  const told = (all: readonly (readonly number[])[], offset: number) =>
    Object.fromEntries(figures.map((figure, index) => [figure, all[index]?.[offset] ?? 0])) as Record<F, number>;
  return accounts.flatMap((count, offset) =>
    count === 0 ? [] : [{ day: from + offset, accounts: count, sums: told(sums, offset), above0: told(above0, offset) }],
  );
}

function add(sums: number[], at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}
