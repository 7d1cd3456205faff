import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import { FIGURES, writeFigures } from '../src/store/day-figures';
import type { Figure } from '../src/store/day-figures';
import { BLOCK_DAYS, blockOf } from '../src/store/member-days';
import { eachAccountDay } from '../src/store/queries/account-days';

export type StoredDay = { readonly account_id: number; readonly day: number } & Readonly<Record<Figure, number>>;

/** The figures of each day of each account, by account, then day. */
export async function storedDays(port: SqlPort): Promise<StoredDay[]> {
  const days: StoredDay[] = [];
  await eachAccountDay(
    port,
    { figures: FIGURES, from: 0, to: 100_000, and: sql`` },
    ({ accountId, day, users1, users7, users30, events }) => {
      days.push({ account_id: accountId, day, users1, users7, users30, events });
    },
  );
  return days.sort((a, b) => a.account_id - b.account_id || a.day - b.day);
}

/** Writes days as they are told, whole blocks of them. */
export async function putDays(port: SqlPort, days: readonly StoredDay[]): Promise<void> {
  const nameOf = ({ account_id, day }: StoredDay) => `${String(account_id)}:${String(blockOf(day))}`;
  for (const name of new Set(days.map(nameOf))) {
    const own = new Map(days.filter((day) => nameOf(day) === name).map((day) => [day.day - blockOf(day.day) * BLOCK_DAYS, day]));
    const bits = [...own.keys()].reduce((all, place) => all | (1 << place), 0);
    const texts = FIGURES.map((figure) => writeFigures(Array.from({ length: BLOCK_DAYS }, (_, place) => own.get(place)?.[figure] ?? 0)));
    const [account = '', block = ''] = name.split(':');
    const row = [Number(block), Number(account), bits, ...texts];
    await port.write(sql`INSERT INTO account_days (block, account_id, days, users1, users7, users30, events) VALUES ${rowsSql([row])}`);
  }
}
