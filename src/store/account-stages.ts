import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { chunked } from './chunks';

const number = z.coerce.number();
const text = z.string().nullable();

/** Where an account stands, where its licence alone would have it, and which of the asked units it is in. */
export type StagePlace = {
  readonly accountId: number;
  readonly stage: string | null;
  readonly licenceStage: string | null;
  readonly unitIds: readonly number[];
};

const Row = z.object({ account_id: number, stage: text, licence_stage: text, unit_id: number.nullable() });

/** Of accounts with a licence; the others stand nowhere. */
export async function stagePlaces(sqlPort: SqlPort, accountIds: readonly number[], units: readonly number[]): Promise<StagePlace[]> {
  const places = new Map<number, StagePlace & { unitIds: number[] }>();
  const isAsked = units.length === 0 ? sql`1 = 0` : sql`m.unit_id IN (${units})`;
  for (const chunk of chunked(accountIds)) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT s.account_id, s.stage, s.licence_stage, m.unit_id FROM account_state s LEFT JOIN segment_member m
          ON m.account_id = s.account_id AND m.user_id = 0 AND m.entered_day BETWEEN 1 AND 65534 AND ${isAsked}
        WHERE s.account_id IN (${chunk})`),
    );
    for (const { account_id, stage, licence_stage, unit_id } of rows) {
      const place = places.get(account_id) ?? { accountId: account_id, stage, licenceStage: licence_stage, unitIds: [] };
      places.set(account_id, place);
      if (unit_id !== null) place.unitIds.push(unit_id);
    }
  }
  return [...places.values()];
}

/** `stage` null: nowhere. */
export async function moveAccounts(sqlPort: SqlPort, moves: readonly { readonly accountId: number; readonly stage: string | null }[]) {
  for (const stage of new Set(moves.map((move) => move.stage))) {
    for (const chunk of chunked(moves.filter((move) => move.stage === stage)))
      await sqlPort.write(sql`UPDATE account_state SET stage = ${stage} WHERE account_id IN (${chunk.map(({ accountId }) => accountId)})`);
  }
}

/** Accounts with a licence in the order of their ids, after one of them. */
export async function licensedAccounts(sqlPort: SqlPort, after: number, limit: number): Promise<number[]> {
  const rows = await sqlPort.query(
    sql`SELECT account_id FROM account_state WHERE account_id > ${after} ORDER BY account_id LIMIT ${limit}`,
  );
  return z
    .array(z.object({ account_id: number }))
    .parse(rows)
    .map(({ account_id }) => account_id);
}

/** How many accounts with a licence there are, and how many of them up to an id. */
export async function licensedUpTo(sqlPort: SqlPort, accountId: number): Promise<{ readonly done: number; readonly of: number }> {
  const rows = await sqlPort.query(
    sql`SELECT COUNT(*) AS of_all, COALESCE(SUM(CASE WHEN account_id <= ${accountId} THEN 1 ELSE 0 END), 0) AS done FROM account_state`,
  );
  const [row] = z.array(z.object({ of_all: number, done: number })).parse(rows);
  return { done: row?.done ?? 0, of: row?.of_all ?? 0 };
}
