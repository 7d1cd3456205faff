import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { Condition } from '../segments/condition';
import { chunked } from './chunks';

const int = z.coerce.number();
const condition = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Condition.parse(JSON.parse(text))));

/** What makes accounts of a stage good or bad. `stage` is empty for every stage with which it is not said; null: nothing makes them so. */
export type HealthProfile = { readonly stage: string; readonly good: Condition | null; readonly bad: Condition | null };
export const EVERY_STAGE = '';

const ProfileRow = z.object({ stage: z.string(), good: condition, bad: condition });

export async function healthProfiles(port: SqlPort): Promise<HealthProfile[]> {
  return z.array(ProfileRow).parse(await port.query(sql`SELECT stage, good, bad FROM health_profile ORDER BY stage`));
}

export async function saveHealthProfile(port: SqlPort, { stage, good, bad }: HealthProfile, at: string): Promise<void> {
  const text = (rules: Condition | null): string | null => (rules === null ? null : JSON.stringify(rules));
  await port.write(sql`
    INSERT INTO health_profile (stage, good, bad, changed_at) VALUES (${stage}, ${text(good)}, ${text(bad)}, ${at})
    ON DUPLICATE KEY UPDATE good = VALUES(good), bad = VALUES(bad), changed_at = VALUES(changed_at)`);
}

export async function dropHealthProfile(port: SqlPort, stage: string): Promise<void> {
  await port.write(sql`DELETE FROM health_profile WHERE stage = ${stage}`);
}

const StandingRow = z
  .object({ account_id: int, stage: z.string().nullable() })
  .transform(({ account_id, stage }) => ({ accountId: account_id, stage }));
export type StageStanding = z.output<typeof StandingRow>;

/** Accounts in the order of their ids, with their stages; null for one without a licence. */
export async function accountsAfter(port: SqlPort, afterId: number, limit: number): Promise<StageStanding[]> {
  return z.array(StandingRow).parse(
    await port.query(sql`
      SELECT a.account_id, s.stage FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id
      WHERE a.account_id > ${afterId} ORDER BY a.account_id LIMIT ${limit}`),
  );
}

/** `why`: JSON. `was`: `none` for an account that had no health, which is also what becomes of one that has none any more. */
export type HealthTurn = {
  readonly accountId: number;
  readonly day: number;
  readonly was: string;
  readonly health: string;
  readonly why: string;
};

/** One change a day is kept: what was in the morning, and what it came to. */
export async function saveTurns(port: SqlPort, turns: readonly HealthTurn[]): Promise<void> {
  for (const chunk of chunked(turns, 100)) {
    const rows = chunk.map(({ accountId, day, was, health, why }) => [accountId, day, was, health, why]);
    await port.write(sql`
      INSERT INTO health_turn (account_id, day, was, health, why) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE health = VALUES(health), why = VALUES(why)`);
  }
}

/** Of accounts that have no health any more. */
export async function dropHealthOf(port: SqlPort, accountIds: readonly number[]): Promise<void> {
  for (const chunk of chunked(accountIds)) await port.write(sql`DELETE FROM account_health WHERE account_id IN (${chunk})`);
}

const TurnRow = z
  .object({ account_id: int, day: int, was: z.string(), health: z.string(), why: z.string() })
  .transform(({ account_id, ...row }): HealthTurn => ({ accountId: account_id, ...row }));

/** The changes of an account, the latest first. */
export async function turnsOfAccount(port: SqlPort, accountId: number, limit: number): Promise<HealthTurn[]> {
  return z.array(TurnRow).parse(
    await port.query(sql`
      SELECT account_id, day, was, health, why FROM health_turn
      WHERE account_id = ${accountId} AND was <> health ORDER BY day DESC LIMIT ${limit}`),
  );
}
