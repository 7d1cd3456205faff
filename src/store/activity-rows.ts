import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';

const Row = z.object({
  account_id: z.coerce.number(),
  day: z.coerce.number(),
  user_id: z.coerce.number(),
  event_id: z.coerce.number(),
  count: z.coerce.number(),
});
export type StoredActivity = z.infer<typeof Row>;

/** An answer of so many rows stays below 4 MiB. */
const ROWS_PER_ANSWER = 20_000;

/** Rows of activity `a` that meet a condition, in the order of the primary key, an answer at a time. */
export async function* activityRows(sqlPort: SqlPort, which: Sql): AsyncGenerator<StoredActivity> {
  let after = { account_id: -1, day: 0, user_id: 0, event_id: 0 };
  for (;;) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT a.account_id, a.day, a.user_id, a.event_id, a.count FROM activity a
        WHERE (${which})
          AND (a.account_id > ${after.account_id} OR (a.account_id = ${after.account_id} AND (a.day > ${after.day} OR (a.day = ${after.day}
            AND (a.user_id > ${after.user_id} OR (a.user_id = ${after.user_id} AND a.event_id > ${after.event_id}))))))
        ORDER BY a.account_id, a.day, a.user_id, a.event_id LIMIT ${ROWS_PER_ANSWER}`),
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_ANSWER) return;
    after = last;
  }
}
