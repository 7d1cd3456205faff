import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { ACTIVITY } from './counted';
import { RECEIPT_DAYS } from './receipts';

const Oldest = z.object({ oldest: z.coerce.number().nullable() });

/**
 * Lets receipts go that are older than `RECEIPT_DAYS`, after they are frozen into the counts. Freezing is one
 * statement whose second run changes nothing (`frozen_until` says what is in), and only then are receipts deleted, so a
 * crash between the two loses no count. Returns how many receipts went; the next upkeep continues.
 */
export async function freezeReceipts(sqlPort: SqlPort, today: number, counted = ACTIVITY): Promise<number> {
  const { receipts, counts, what } = counted;
  const until = today - RECEIPT_DAYS;
  const [row] = z.array(Oldest).parse(await sqlPort.query(sql`SELECT MIN(received_day) AS oldest FROM ${receipts}`));
  if (row === undefined || row.oldest === null || row.oldest > until) return 0;
  await sqlPort.write(sql`
    INSERT INTO ${counts} (account_id, day, user_id, ${what}, count, frozen, frozen_until)
    SELECT r.account_id, r.day, r.user_id, r.${what}, MAX(a.count), MAX(a.frozen) + COUNT(*), ${until}
    FROM ${receipts} r
    JOIN ${counts} a ON a.account_id = r.account_id AND a.day = r.day AND a.user_id = r.user_id AND a.${what} = r.${what}
    WHERE r.received_day <= ${until} AND r.received_day > a.frozen_until
    GROUP BY r.account_id, r.day, r.user_id, r.${what}
    ON DUPLICATE KEY UPDATE frozen = VALUES(frozen), frozen_until = VALUES(frozen_until)`);
  // One day's receipts a run: a bounded delete, and the hourly upkeep catches up faster than days pass.
  return await sqlPort.write(sql`DELETE FROM ${receipts} WHERE received_day <= ${row.oldest}`);
}
