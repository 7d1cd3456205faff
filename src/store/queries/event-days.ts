import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { SIGN_OF_LIFE } from '../event-days';
import { PARTS_WITH_USES_PER_ANSWER, readUses, unpackDays } from '../packed-days';
import { PARTS_PER_ANSWER } from '../packed-numbers';
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
  for await (const { firstDay, rows } of partsOf(sqlPort, asked, { withUses: false, atOnce: PARTS_PER_ANSWER }))
    for (const { event_id, account_id, packed } of rows)
      unpackDays(packed, (userId, offset) => {
        if (isIn(asked, firstDay + offset)) visit(event_id, account_id, userId, firstDay + offset);
      });
}

export type EventUseVisitor = {
  readonly onUser: (eventId: number, accountId: number, userId: number, day: number) => void;
  readonly onUses: (eventId: number, day: number, uses: number) => void;
  /** How often the event was done in these 90 days is not counted yet. */
  readonly onUncounted: (eventId: number) => void;
};

/** The same, and how often each was done on each of the days. */
export async function eachEventUse(sqlPort: SqlPort, asked: Asked, visitor: EventUseVisitor): Promise<void> {
  const { onUser, onUses, onUncounted } = visitor;
  for await (const { firstDay, rows } of partsOf(sqlPort, asked, { withUses: true, atOnce: PARTS_WITH_USES_PER_ANSWER }))
    for (const { event_id, account_id, packed, uses } of rows) {
      unpackDays(packed, (userId, offset) => {
        if (isIn(asked, firstDay + offset)) onUser(event_id, account_id, userId, firstDay + offset);
      });
      if (uses === null) onUncounted(event_id);
      else
        readUses(uses, (offset, times) => {
          if (isIn(asked, firstDay + offset)) onUses(event_id, firstDay + offset, times);
        });
    }
}

const isIn = ({ fromDay, toDay }: Asked, day: number): boolean => day >= fromDay && day < toDay;

const Row = z.object({
  event_id: z.coerce.number(),
  account_id: z.coerce.number(),
  part: z.coerce.number(),
  packed: z.string(),
  uses: z.string().nullable(),
});
type Parts = { readonly firstDay: number; readonly rows: readonly z.infer<typeof Row>[] };

async function* partsOf(
  sqlPort: SqlPort,
  { eventIds, fromDay, toDay, filter }: Asked,
  { withUses, atOnce }: { readonly withUses: boolean; readonly atOnce: number },
): AsyncGenerator<Parts> {
  for (let block = blockOf(fromDay); block <= blockOf(toDay - 1); block += 1) {
    let after = { event_id: -1, account_id: -1, part: 0 };
    for (;;) {
      const left = eventIds.filter((eventId) => eventId >= after.event_id);
      if (left.length === 0) break;
      const rows = z.array(Row).parse(
        await sqlPort.query(sql`
          SELECT event_id, account_id, part, packed, ${withUses ? sql`uses` : sql`NULL AS uses`} FROM event_days
          WHERE event_id IN (${left}) AND block = ${block}
            AND (event_id > ${after.event_id} OR account_id > ${after.account_id} OR (account_id = ${after.account_id} AND part > ${after.part}))
            ${andAccountIn(sql`account_id`, filter)}
          ORDER BY event_id, account_id, part LIMIT ${atOnce}`),
      );
      yield { firstDay: block * BLOCK_DAYS, rows };
      const last = rows.at(-1);
      if (last === undefined || rows.length < atOnce) break;
      after = last;
    }
  }
}
