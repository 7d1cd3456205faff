import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { placeSql } from '../event-place';
import { BLOCK_DAYS } from '../stale-blocks';
import { andAccountIn } from './account-filter';
import { OBSERVED_DAYS } from './accounts';

/** Days that end today in which an account that is still there used a feature. */
const SEEN_DAYS = 30;

export type OutcomeCounts = {
  readonly accounts: number;
  /** How many of them it is known of, and how many it is true of. */
  readonly retained: readonly [hits: number, of: number];
  readonly expanded: readonly [hits: number, of: number];
  readonly churned: readonly [hits: number, of: number];
};
type Asked = { readonly block: number; readonly today: number; readonly filter: AccountFilter };

/** Accounts that used a feature in the block, by feature. */
const usedIn = (block: number): Sql => sql`
  SELECT n.event_id, d.account_id FROM event_name n JOIN event_use d ON d.place = ${placeSql(block, sql`n.event_id`)} WHERE n.feature = 1`;

/**
 * What became of accounts after the block. Retained: used a feature in the last 30 days; unknown where nothing is reported any more, unless it
 * stopped to pay. Expanded and churned: of those that paid when the block ended.
 */
function outcomesSql({ block, today, filter }: Asked): Sql {
  const end = (block + 1) * BLOCK_DAYS;
  return sql`
    SELECT a.account_id, CASE WHEN a.last_active_day > ${today - SEEN_DAYS} THEN 1 WHEN a.last_event_day > ${today - OBSERVED_DAYS} THEN 0
        WHEN m.before_cents > 0 AND m.now_cents <= 0 THEN 0 END AS retained,
      CASE WHEN m.before_cents > 0 THEN m.expansions END AS expanded,
      CASE WHEN m.before_cents > 0 THEN CASE WHEN m.churns > 0 AND m.now_cents <= 0 THEN 1 ELSE 0 END END AS churned
    FROM account a LEFT JOIN (
      SELECT account_id, SUM(CASE WHEN day < ${end} THEN customer_cents ELSE 0 END) AS before_cents, SUM(customer_cents) AS now_cents,
        MAX(CASE WHEN day >= ${end} AND kind = 'expansion' THEN 1 ELSE 0 END) AS expansions,
        MAX(CASE WHEN day >= ${end} AND kind = 'churn' THEN 1 ELSE 0 END) AS churns
      FROM revenue_movement WHERE day <= ${today} GROUP BY account_id) m ON m.account_id = a.account_id
    WHERE 1 = 1${andAccountIn(sql`a.account_id`, filter)}`;
}

const COUNTS = sql`COUNT(*) AS accounts, COUNT(o.retained) AS retained_of, COALESCE(SUM(o.retained), 0) AS retained,
  COUNT(o.expanded) AS expanded_of, COALESCE(SUM(o.expanded), 0) AS expanded, COUNT(o.churned) AS churned_of, COALESCE(SUM(o.churned), 0) AS churned`;

const CountsRow = z.object({
  accounts: z.coerce.number(),
  retained_of: z.coerce.number(),
  retained: z.coerce.number(),
  expanded_of: z.coerce.number(),
  expanded: z.coerce.number(),
  churned_of: z.coerce.number(),
  churned: z.coerce.number(),
});
const countsOf = (row: z.infer<typeof CountsRow>): OutcomeCounts => ({
  accounts: row.accounts,
  retained: [row.retained, row.retained_of],
  expanded: [row.expanded, row.expanded_of],
  churned: [row.churned, row.churned_of],
});

/** Of all accounts that used any feature in the block. */
export async function outcomesOfAll(sqlPort: SqlPort, asked: Asked): Promise<OutcomeCounts> {
  const rows = await sqlPort.query(sql`
    SELECT ${COUNTS} FROM (SELECT DISTINCT account_id FROM (${usedIn(asked.block)}) each_use) u JOIN (${outcomesSql(asked)}) o ON o.account_id = u.account_id`);
  const [row] = z.array(CountsRow).parse(rows);
  return row === undefined ? { accounts: 0, retained: [0, 0], expanded: [0, 0], churned: [0, 0] } : countsOf(row);
}

/** The same of those that used each feature in it. */
export async function outcomesByFeature(sqlPort: SqlPort, asked: Asked): Promise<ReadonlyMap<string, OutcomeCounts>> {
  const rows = await sqlPort.query(sql`
    SELECT e.name AS event, ${COUNTS} FROM (${usedIn(asked.block)}) u JOIN event_name e ON e.event_id = u.event_id
    JOIN (${outcomesSql(asked)}) o ON o.account_id = u.account_id GROUP BY e.name`);
  return new Map(
    z
      .array(CountsRow.extend({ event: z.string() }))
      .parse(rows)
      .map((row) => [row.event, countsOf(row)]),
  );
}
