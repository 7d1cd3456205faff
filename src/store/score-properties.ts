import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { ScoredKind } from './custom-scores';
import { kindCode } from './properties';

/** A score as a property of those who have it. `outcome`: under which its values are kept. */
export type ScoreProperty = { readonly key: string; readonly outcome: string; readonly label: string; readonly description: string };

/** What the keys of scores by rules begin with; their numbers follow. */
export const BY_RULES = 'score-by-rules-';
const GROUPING = 'Scores';

/** What is there already stays as it is: people may have renamed it. */
export async function addScoreProperties(port: SqlPort, added: readonly ScoreProperty[], kind: ScoredKind = 'account'): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ key, label, description }) => [kindCode(kind), key, 'number', 'computed', label, description, GROUPING]);
  await port.write(sql`
    INSERT IGNORE INTO property (kind, property_key, type, origin, label, description, belongs_to) VALUES ${rowsSql(rows)}`);
}

/** Whether scores by rules were ever published of subjects of a kind and are not taken away yet. */
export async function hasScoreProperties(port: SqlPort, kind: ScoredKind): Promise<boolean> {
  const rows = await port.query(
    sql`SELECT 1 AS one FROM property WHERE kind = ${kindCode(kind)} AND property_key LIKE ${`${BY_RULES}%`} LIMIT 1`,
  );
  return rows.length > 0;
}

/** A score has another name; a property that people named otherwise keeps theirs. */
export async function renameScoreProperty(port: SqlPort, key: string, before: string, after: string): Promise<void> {
  await port.write(sql`UPDATE property SET label = ${after} WHERE property_key = ${key} AND label = ${before}`);
}

/** Those of scores that are not there any more: whoever published them while they were removed has made them anew. */
export async function dropLeftScoreProperties(port: SqlPort, kind: ScoredKind = 'account'): Promise<void> {
  await port.write(sql`
    DELETE FROM property WHERE kind = ${kindCode(kind)} AND property_key LIKE ${`${BY_RULES}%`}
      AND property_key NOT IN (SELECT CONCAT(${BY_RULES}, score_id) FROM custom_score)`);
}

export async function dropScoreProperty(port: SqlPort, key: string): Promise<void> {
  await port.write(sql`DELETE FROM property WHERE property_key = ${key}`);
}

const ShownRow = z.object({ account_id: z.coerce.number(), outcome: z.string(), shown: z.coerce.number() });

/** What these accounts are shown to score, in tenths of a point. */
export async function shownScores(
  port: SqlPort,
  outcomes: readonly string[],
  accountIds: readonly number[],
): Promise<z.infer<typeof ShownRow>[]> {
  return z.array(ShownRow).parse(
    await port.query(sql`
      SELECT account_id, outcome, shown FROM account_score WHERE account_id IN (${accountIds}) AND outcome IN (${outcomes})`),
  );
}

/** Whether anybody has a score under this outcome. */
export async function isScored(port: SqlPort, outcome: string): Promise<boolean> {
  return (await port.query(sql`SELECT 1 AS one FROM account_score WHERE outcome = ${outcome} LIMIT 1`)).length > 0;
}
