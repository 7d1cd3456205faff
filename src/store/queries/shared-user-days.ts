import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { andAccountIn } from './account-filter';
import { blockOf, blocksIn, daysOfBlock, MemberRow, MEMBERS_PER_ANSWER, shortDaysSql, wholeRows } from '../member-days';

export type SharedUserDay = { readonly accountId: number; readonly userId: number; readonly day: number };

/**
 * Feature days from the block of `from` on, of users who are in more than one account: few, and the only ones that sums over accounts count
 * twice. Who they are is read from an index alone, and of their activity only the bits of their days.
 */
export async function sharedUserDays(sqlPort: SqlPort, filter: AccountFilter, from: number): Promise<SharedUserDay[]> {
  const days: SharedUserDay[] = [];
  for (let offset = 0; ; offset += MEMBERS_PER_ANSWER) {
    const rows = z.array(MemberRow).parse(
      await sqlPort.query(sql`
        SELECT m.account_id, m.user_id, ${shortDaysSql(sql`m`)} AS days
        FROM (SELECT user_id FROM membership GROUP BY user_id HAVING COUNT(*) > 1) shared
        JOIN membership m ON m.user_id = shared.user_id
        WHERE m.last_day >= ${from} AND m.days IS NOT NULL${andAccountIn(sql`m.account_id`, filter)}
        ORDER BY m.account_id, m.user_id LIMIT ${MEMBERS_PER_ANSWER} OFFSET ${offset}`),
    );
    for (const { account_id, user_id, days: text } of await wholeRows(sqlPort, rows))
      for (const { block, bits } of blocksIn(text))
        if (block >= blockOf(from)) for (const day of daysOfBlock(block, bits)) days.push({ accountId: account_id, userId: user_id, day });
    if (rows.length < MEMBERS_PER_ANSWER) return days;
  }
}
