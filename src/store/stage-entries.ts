import { z } from 'zod';
import type { AccountFilter } from '../engagement/account-filter';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import { andAccountIn } from './queries/account-filter';

/** An account came into a stage on a day (since 1970-01-01) and was in it until its next row. */
export type StageEntry = { readonly accountId: number; readonly day: number; readonly stage: string };

/** In the history: in no stage from that day on. */
export const NO_STAGE = '';

const number = z.coerce.number();
const Row = z.object({ account_id: number, entered_day: number, stage: z.string() });

/** The newest row of each of these accounts; those without history are left out. */
export async function latestStages(sqlPort: SqlPort, accountIds: readonly number[]): Promise<Map<number, StageEntry>> {
  const latest = new Map<number, StageEntry>();
  for (const chunk of chunked(accountIds)) {
    const rows = await sqlPort.query(sql`
      SELECT e.account_id, e.entered_day, e.stage FROM stage_entry e
      JOIN (SELECT account_id, MAX(entered_day) AS day FROM stage_entry WHERE account_id IN (${chunk}) GROUP BY account_id) m
        ON m.account_id = e.account_id AND m.day = e.entered_day`);
    for (const { account_id, entered_day, stage } of z.array(Row).parse(rows))
      latest.set(account_id, { accountId: account_id, day: entered_day, stage });
  }
  return latest;
}

/** A stage that came and went within a day is overwritten. `today`: the day on which they are learned. */
export async function noteStages(sqlPort: SqlPort, entries: readonly StageEntry[], today: number): Promise<void> {
  for (const chunk of chunked(entries)) {
    const rows = chunk.map(({ accountId, day, stage }) => [accountId, day, stage, today]);
    await sqlPort.write(sql`
      INSERT INTO stage_entry (account_id, entered_day, stage, known_day) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE stage = VALUES(stage), known_day = VALUES(known_day)`);
  }
}

const Count = z
  .object({ stage: z.string().nullable(), accounts: number, mrr_cents: number })
  .transform((row) => ({ stage: row.stage, accounts: row.accounts, mrrCents: row.mrr_cents }));

/** How many accounts with a licence stand where, null for nowhere, and what they pay a month. */
export async function stageCounts(sqlPort: SqlPort, filter: AccountFilter) {
  return z.array(Count).parse(
    await sqlPort.query(sql`
        SELECT stage, COUNT(*) AS accounts, SUM(mrr_cents) AS mrr_cents FROM account_state
        WHERE 1 = 1${andAccountIn(sql`account_id`, filter)} GROUP BY stage ORDER BY stage`),
  );
}

const Move = z
  .object({ before_stage: z.string(), after_stage: z.string(), accounts: number, stayed: number })
  .transform((row) => ({ from: row.before_stage, to: row.after_stage, accounts: row.accounts, averageDays: row.stayed }));

/** Who went from which stage into which since a day, that day included, and how many days they had stayed on average. */
export async function stageMoves(sqlPort: SqlPort, sinceDay: number, filter: AccountFilter) {
  return z.array(Move).parse(
    await sqlPort.query(sql`
      SELECT p.stage AS before_stage, e.stage AS after_stage, COUNT(*) AS accounts, AVG(e.entered_day - p.entered_day) AS stayed
      FROM stage_entry e JOIN stage_entry p ON p.account_id = e.account_id AND p.entered_day = (
        SELECT MAX(b.entered_day) FROM stage_entry b WHERE b.account_id = e.account_id AND b.entered_day < e.entered_day
      )
      WHERE e.entered_day >= ${sinceDay} AND p.stage <> e.stage${andAccountIn(sql`e.account_id`, filter)}
      GROUP BY p.stage, e.stage ORDER BY accounts DESC, p.stage, e.stage`),
  );
}

const HistoryRow = z.object({ entered_day: number, stage: z.string() });

/** The stages of one account, the oldest first. */
export async function stagesOf(sqlPort: SqlPort, accountId: number): Promise<{ readonly day: number; readonly stage: string }[]> {
  const rows = await sqlPort.query(sql`SELECT entered_day, stage FROM stage_entry WHERE account_id = ${accountId} ORDER BY entered_day`);
  return z
    .array(HistoryRow)
    .parse(rows)
    .map(({ entered_day, stage }) => ({ day: entered_day, stage }));
}
