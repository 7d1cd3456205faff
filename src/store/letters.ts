import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Letter } from '../delivery/deliver-job';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import { pack, unpack } from '../platform/packed';

/** Letters wait at most so long: a replay must find its batch still in the books. */
export const LETTER_DAYS = 30;

/** Keeps batches that a destination did not take. The same batch at the same destination is the same row. */
export async function keepLetters(sqlPort: SqlPort, letters: readonly Letter[]): Promise<void> {
  for (const chunk of chunked(letters, 10)) {
    const values = chunk.map(({ batch, destination, state, reason, calls, at, attempts }) => [
      letterIdOf(batch, destination),
      batch,
      destination,
      state,
      reason.slice(0, 60),
      calls.length,
      new Date(at).toISOString(),
      attempts,
      pack(calls),
    ]);
    await sqlPort.write(sql`
      INSERT INTO letter (letter_id, batch_id, destination, state, reason, events, at, attempts, calls) VALUES ${rowsSql(values)}
      ON DUPLICATE KEY UPDATE state = VALUES(state), reason = VALUES(reason), attempts = VALUES(attempts), calls = VALUES(calls)`);
  }
}

/** Url-safe, 32 characters. */
export function letterIdOf(batch: string, destination: string): string {
  return createHash('sha256').update(`${destination}\n${batch}`).digest('base64url').slice(0, 32);
}

const Row = z.object({
  letter_id: z.string(),
  batch_id: z.string(),
  destination: z.enum(['segment', 'journy', 'intake', 'store']),
  state: z.enum(['parked', 'dead']),
  reason: z.string(),
  at: z.string(),
  attempts: z.coerce.number(),
  calls: z.string(),
});

export type KeptLetter = Letter & { readonly letterId: string };

/** Letters by their ids, whole. */
export async function lettersOf(sqlPort: SqlPort, letterIds: readonly string[]): Promise<KeptLetter[]> {
  const letters: KeptLetter[] = [];
  for (const chunk of chunked(letterIds, 20)) {
    const rows = await sqlPort.query(
      sql`SELECT letter_id, batch_id, destination, state, reason, at, attempts, calls FROM letter WHERE letter_id IN (${chunk})`,
    );
    letters.push(...z.array(Row).parse(rows).map(read));
  }
  return letters;
}

const IdRow = z.object({ letter_id: z.string() });

/** Ids of parked letters of one destination, the oldest first. */
export async function parkedLetters(sqlPort: SqlPort, destination: string, limit: number): Promise<string[]> {
  const rows = await sqlPort.query(
    sql`SELECT letter_id FROM letter WHERE state = 'parked' AND destination = ${destination} ORDER BY at, letter_id LIMIT ${limit}`,
  );
  return z
    .array(IdRow)
    .parse(rows)
    .map((row) => row.letter_id);
}

export async function dropLetters(sqlPort: SqlPort, letterIds: readonly string[]): Promise<void> {
  for (const chunk of chunked(letterIds)) await sqlPort.write(sql`DELETE FROM letter WHERE letter_id IN (${chunk})`);
}

/** Letters that waited too long go; in the books they are dead. `until`: an instant. Running it again changes nothing. */
export async function expireLetters(sqlPort: SqlPort, until: number): Promise<void> {
  const before = new Date(until).toISOString();
  await sqlPort.write(sql`
    UPDATE delivery_batch SET state = 'dead', reason = 'waited-too-long'
    WHERE state = 'parked' AND at < ${before} AND batch_id IN (SELECT batch_id FROM letter WHERE at < ${before})`);
  await sqlPort.write(sql`DELETE FROM letter WHERE at < ${before}`);
}

function read(row: z.infer<typeof Row>): KeptLetter {
  return {
    letterId: row.letter_id,
    batch: row.batch_id,
    destination: row.destination,
    state: row.state,
    reason: row.reason,
    at: Date.parse(row.at),
    attempts: row.attempts,
    // Written by `keepLetters` and by nobody else.
    calls: unpack(row.calls) as Letter['calls'],
  };
}
