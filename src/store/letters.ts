import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Letter } from '../delivery/deliver-job';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';

/** Keeps a batch that a destination did not take. The same batch at the same destination is the same row. */
export async function keepLetter(sqlPort: SqlPort, letter: Letter): Promise<void> {
  const letterId = batchId([letter.destination, ...letter.calls.map((call) => call.messageId)]);
  const body = letter.state === 'refused' ? null : deflateSync(JSON.stringify(letter.calls)).toString('base64');
  await sqlPort.write(sql`
    INSERT INTO letter (letter_id, destination, state, reason, events, at, calls)
    VALUES (${letterId}, ${letter.destination}, ${letter.state}, ${letter.reason}, ${letter.calls.length}, ${new Date(letter.at).toISOString()}, ${body})
    ON DUPLICATE KEY UPDATE state = VALUES(state), reason = VALUES(reason), at = VALUES(at), calls = VALUES(calls)`);
}

/** Counts events that were refused before any queue, one row per call and reason. */
export async function noteRefusals(
  sqlPort: SqlPort,
  refusal: { readonly batch: string; readonly reasons: readonly string[]; readonly at: number },
): Promise<void> {
  const counts = new Map<string, number>();
  for (const reason of refusal.reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, events] of counts) {
    await sqlPort.write(sql`
      INSERT INTO refusal (batch_id, reason, events, at) VALUES (${refusal.batch}, ${reason}, ${events}, ${new Date(refusal.at).toISOString()})
      ON DUPLICATE KEY UPDATE events = VALUES(events)`);
  }
}

function batchId(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32);
}
