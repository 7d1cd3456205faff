import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { andAccountIn } from './account-filter';

type Asked = { readonly eventIds: readonly number[]; readonly filter: AccountFilter };

const Row = z.object({ event_id: z.coerce.number(), position: z.coerce.number(), accounts: z.coerce.number() });

/**
 * Accounts by the days from their first use of any feature to their first use of each event: `[days]` of each event, those that took more
 * than `longest` days together after it. Reads a row an account and event.
 */
export async function daysToAdopt(
  sqlPort: SqlPort,
  { eventIds, filter, longest }: Asked & { readonly longest: number },
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await sqlPort.query(sql`
    SELECT event_id, position, COUNT(*) AS accounts
    FROM (SELECT f.event_id, CASE WHEN f.first_day - s.first_day > ${longest} THEN ${longest + 1} ELSE f.first_day - s.first_day END AS position
      FROM account_feature f JOIN account_start s ON s.account_id = f.account_id
      WHERE f.event_id IN (${eventIds}) AND f.first_day >= s.first_day${andAccountIn(sql`f.account_id`, filter)}) delays
    GROUP BY event_id, position`);
  return byPosition(rows, longest + 2);
}

/** Accounts by the day of their first use of each event: `[day - fromDay + 1]`, those of all days before `fromDay` at 0, up to `toDay`. */
export async function firstUses(
  sqlPort: SqlPort,
  { eventIds, filter, fromDay, toDay }: Asked & { readonly fromDay: number; readonly toDay: number },
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await sqlPort.query(sql`
    SELECT event_id, position, COUNT(*) AS accounts
    FROM (SELECT event_id, CASE WHEN first_day < ${fromDay} THEN 0 ELSE first_day - ${fromDay - 1} END AS position
      FROM account_feature
      WHERE event_id IN (${eventIds}) AND first_day <= ${toDay}${andAccountIn(sql`account_id`, filter)}) firsts
    GROUP BY event_id, position`);
  return byPosition(rows, toDay - fromDay + 2);
}

function byPosition(rows: unknown, positions: number): ReadonlyMap<number, readonly number[]> {
  const counts = new Map<number, number[]>();
  for (const { event_id, position, accounts } of z.array(Row).parse(rows)) {
    const own = counts.get(event_id) ?? new Array<number>(positions).fill(0);
    counts.set(event_id, own);
    own[position] = accounts;
  }
  return counts;
}
