import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { inAny, inPacks, onDays, readRecords } from './activity-packs';
import type { Done } from './activity-packs';

const Key = z.object({ account_id: z.coerce.number(), day: z.coerce.number(), user_id: z.coerce.number(), event_id: z.coerce.number() });
type Key = z.infer<typeof Key>;
const Row = Key.extend({ count: z.coerce.number(), records: z.string().nullable() });
const EventRow = z.object({ event_id: z.coerce.number() });
export type StoredActivity = Done & { readonly account_id: number };

/** Days [from, to) of an account. */
export type DaysOfAccount = { readonly accountId: number; readonly from: number; readonly to: number };

/** An answer of so many rows, and of so many parts of packs, stays below 4 MiB. */
const ROWS_PER_ANSWER = 20_000;
const PARTS_PER_ANSWER = 1_500;
const FIRST: Key = { account_id: -1, day: 0, user_id: 0, event_id: 0 };

/**
 * What was done on days that do not overlap, of the events that a statement gives, an answer at a time; in no order, and the same may come in
 * pieces. Packs are read here, for less than it takes an engine.
 */
export async function* activityRows(sqlPort: SqlPort, asked: readonly DaysOfAccount[], events: Sql): AsyncGenerator<StoredActivity> {
  const stretches = asked.map(({ accountId, from, to }) => ({ accounts: [accountId], from, to }));
  const rows = {
    isPacked: false,
    which: sql`${inAny(stretches, onDays)} AND a.count > 0 AND a.event_id IN (${events})`,
    most: ROWS_PER_ANSWER,
  };
  const parts = { isPacked: true, which: inAny(stretches, inPacks), most: PARTS_PER_ANSWER };
  let counted: ReadonlySet<number> | null = null;
  for (
    let pages = [
      { ...rows, after: FIRST },
      { ...parts, after: FIRST },
    ];
    pages.length > 0;
  ) {
    const found = z.array(Row).parse(await sqlPort.query(joinSql(pages.map(pageSql), ' UNION ALL ')));
    for (const { records, ...row } of found) {
      if (records === null) {
        yield row;
        continue;
      }
      counted ??= await idsOf(sqlPort, events);
      const own = asked.filter(({ accountId }) => accountId === row.account_id);
      for (const record of readRecords({ pack: row.day, page: row.event_id, text: records }))
        if (counted.has(record.event_id) && own.some(({ from, to }) => record.day >= from && record.day < to))
          yield { account_id: row.account_id, ...record };
    }
    pages = pages.flatMap((page) => {
      const own = found.filter(({ records }) => (records !== null) === page.isPacked).sort(byKey);
      const last = own.at(-1);
      return last === undefined || own.length < page.most ? [] : [{ ...page, after: last }];
    });
  }
}

type Page = { readonly which: Sql; readonly most: number; readonly after: Key };

const pageSql = ({ which, most, after }: Page): Sql => sql`
  SELECT p.account_id, p.day, p.user_id, p.event_id, p.count, p.records
  FROM (SELECT a.account_id, a.day, a.user_id, a.event_id, a.count, a.records FROM activity a
    WHERE ${which}
      AND (a.account_id > ${after.account_id} OR (a.account_id = ${after.account_id} AND (a.day > ${after.day} OR (a.day = ${after.day}
        AND (a.user_id > ${after.user_id} OR (a.user_id = ${after.user_id} AND a.event_id > ${after.event_id}))))))
    ORDER BY a.account_id, a.day, a.user_id, a.event_id LIMIT ${most}) p`;

const byKey = (a: Key, b: Key): number => a.account_id - b.account_id || a.day - b.day || a.user_id - b.user_id || a.event_id - b.event_id;

async function idsOf(sqlPort: SqlPort, events: Sql): Promise<ReadonlySet<number>> {
  return new Set(
    z
      .array(EventRow)
      .parse(await sqlPort.query(events))
      .map(({ event_id }) => event_id),
  );
}
