import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { SIGN_OF_LIFE } from '../event-days';
import { PARTS_PER_ANSWER, unpackDays } from '../packed-days';
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

const Row = z.object({ account_id: z.coerce.number(), part: z.coerce.number(), packed: z.string() });

/**
 * Who did an event in which account on which day of [fromDay, toDay), user 0 for nobody in particular: `visit` is called for each.
 * Reads rows by account and 90 days, however often anybody did it.
 */
export async function eachEventDay(
  sqlPort: SqlPort,
  asked: { readonly eventId: number; readonly fromDay: number; readonly toDay: number; readonly filter: AccountFilter },
  visit: (accountId: number, userId: number, day: number) => void,
): Promise<void> {
  const { eventId, fromDay, toDay, filter } = asked;
  for (let block = blockOf(fromDay); block <= blockOf(toDay - 1); block += 1) {
    let after = { account_id: -1, part: 0 };
    for (;;) {
      const rows = z.array(Row).parse(
        await sqlPort.query(sql`
          SELECT account_id, part, packed FROM event_days
          WHERE event_id = ${eventId} AND block = ${block}
            AND (account_id > ${after.account_id} OR (account_id = ${after.account_id} AND part > ${after.part}))${andAccountIn(sql`account_id`, filter)}
          ORDER BY account_id, part LIMIT ${PARTS_PER_ANSWER}`),
      );
      for (const row of rows)
        unpackDays(row.packed, (userId, offset) => {
          const day = block * BLOCK_DAYS + offset;
          if (day >= fromDay && day < toDay) visit(row.account_id, userId, day);
        });
      const last = rows.at(-1);
      if (last === undefined || rows.length < PARTS_PER_ANSWER) break;
      after = last;
    }
  }
}
