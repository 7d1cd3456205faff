import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { SIGN_OF_LIFE } from '../event-days';
import { eventAt, placeOf } from '../event-place';
import { PARTS_WITH_USES_PER_ANSWER, unpackDays, unpackUses } from '../packed-days';
import { PARTS_PER_ANSWER } from '../packed-numbers';
import { anySql } from '../spans';
import { BLOCK_DAYS, blockOf } from '../stale-blocks';
import { andAccountIn } from './account-filter';

const EventRow = z.object({ event_id: z.coerce.number(), name: z.string(), feature: z.coerce.number() });
const MAX_EVENTS = 500;

/** Events that were ever seen, features first, the most widespread of them first. At most 500. */
export async function knownEvents(sqlPort: SqlPort): Promise<{ eventId: number; event: string; isFeature: boolean }[]> {
  const rows = await sqlPort.query(sql`
    SELECT e.event_id, e.name, e.feature FROM event_name e
    LEFT JOIN (SELECT event_id, COUNT(*) AS accounts FROM account_feature GROUP BY event_id) f ON f.event_id = e.event_id
    WHERE e.name <> ${SIGN_OF_LIFE} ORDER BY e.feature DESC, COALESCE(f.accounts, 0) DESC, e.name LIMIT ${MAX_EVENTS}`);
  return z
    .array(EventRow)
    .parse(rows)
    .map(({ event_id, name, feature }) => ({ eventId: event_id, event: name, isFeature: feature === 1 }));
}

type Asked = {
  readonly eventIds: readonly number[];
  readonly fromDay: number;
  readonly toDay: number;
  readonly filter: AccountFilter;
};

/**
 * Who did which of some events in which account on which day of [fromDay, toDay), user 0 for nobody in particular: `visit` is called
 * for each. Reads rows by event, account and 90 days, however often anybody did it, and all events in one reading.
 */
export async function eachEventDay(
  sqlPort: SqlPort,
  asked: Asked,
  visit: (eventId: number, accountId: number, userId: number, day: number) => void,
): Promise<void> {
  for await (const { firstDay, rows } of partsOf(sqlPort, asked, { uses: sql`''`, atOnce: PARTS_PER_ANSWER }))
    for (const { place, account_id, packed } of rows)
      unpackDays(packed, (userId, offset) => {
        if (isIn(asked, firstDay + offset)) visit(eventAt(place), account_id, userId, firstDay + offset);
      });
}

export type EventUseVisitor = {
  readonly onUser: (eventId: number, accountId: number, userId: number, day: number) => void;
  /** More than once for a day of which there are many users. */
  readonly onUses: (eventId: number, day: number, uses: number) => void;
};

/** The same, and how often each was done on each of the days. */
export async function eachEventUse(sqlPort: SqlPort, asked: Asked, { onUser, onUses }: EventUseVisitor): Promise<void> {
  for await (const { firstDay, rows } of partsOf(sqlPort, asked, { uses: sql`uses`, atOnce: PARTS_WITH_USES_PER_ANSWER }))
    for (const { place, account_id, ...texts } of rows) {
      const eventId = eventAt(place);
      unpackUses(texts, {
        onUser: (userId, offset) => {
          if (isIn(asked, firstDay + offset)) onUser(eventId, account_id, userId, firstDay + offset);
        },
        onUses: (offset, uses) => {
          if (isIn(asked, firstDay + offset)) onUses(eventId, firstDay + offset, uses);
        },
      });
    }
}

const isIn = ({ fromDay, toDay }: Asked, day: number): boolean => day >= fromDay && day < toDay;

const Row = z.object({ place: z.coerce.number(), account_id: z.coerce.number(), packed: z.string(), uses: z.string() });
type Parts = { readonly firstDay: number; readonly rows: readonly z.infer<typeof Row>[] };

async function* partsOf(
  sqlPort: SqlPort,
  { eventIds, fromDay, toDay, filter }: Asked,
  { uses, atOnce }: { readonly uses: Sql; readonly atOnce: number },
): AsyncGenerator<Parts> {
  for (let block = blockOf(fromDay); block <= blockOf(toDay - 1); block += 1) {
    let after = { place: placeOf(block), account_id: -1 };
    for (;;) {
      const left = eventIds.filter((eventId) => placeOf(block, eventId + 1) > after.place);
      if (left.length === 0) break;
      const places = left.map((eventId) => sql`(place >= ${placeOf(block, eventId)} AND place < ${placeOf(block, eventId + 1)})`);
      const rows = z.array(Row).parse(
        await sqlPort.query(sql`
          SELECT place, account_id, packed, ${uses} AS uses FROM event_use
          WHERE ${anySql(places)} AND place >= ${after.place} AND (place > ${after.place} OR account_id > ${after.account_id})
            ${andAccountIn(sql`account_id`, filter)}
          ORDER BY place, account_id LIMIT ${atOnce}`),
      );
      yield { firstDay: block * BLOCK_DAYS, rows };
      const last = rows.at(-1);
      if (last === undefined || rows.length < atOnce) break;
      after = last;
    }
  }
}
