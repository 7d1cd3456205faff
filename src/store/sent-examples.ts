import { createHash } from 'node:crypto';
import type { SegmentCall } from '../delivery/envelope';
import { dayNumberOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import { isLeavingEvent } from './leaving-events';
import { pack } from '../platform/packed';

/** A call that was sent. `watched`: everything is kept while an admin watches; else one of each event name and day is. */
export type SentCall = {
  readonly call: SegmentCall;
  /** When it was sent, in milliseconds. */
  readonly at: number;
  readonly watched: boolean;
};

/** Examples stay this many days, watched calls one. */
export const EXAMPLE_DAYS = 30;
const WATCHED_DAYS = 1;
const ROWS_PER_INSERT = 50;

/**
 * Keeps what was sent, for the admin to see. The first call of an event name and day stands for all of them, and the same
 * watched call is the same row, so running it again changes nothing.
 */
export async function keepExamples(sqlPort: SqlPort, sent: readonly SentCall[]): Promise<void> {
  for (const chunk of chunked(sent, ROWS_PER_INSERT)) {
    await sqlPort.write(sql`
      INSERT IGNORE INTO sent_example (example_id, day, at, event, watched, known_as, body)
      VALUES ${rowsSql(chunk.map(rowOf))}`);
  }
}

/** Lets go what is older than anybody looks at. `today` in days since 1970-01-01. Returns how many went. */
export async function forgetOldExamples(sqlPort: SqlPort, today: number): Promise<number> {
  const examples = await sqlPort.write(sql`DELETE FROM sent_example WHERE watched = 0 AND day <= ${today - EXAMPLE_DAYS}`);
  const watched = await sqlPort.write(sql`DELETE FROM sent_example WHERE watched = 1 AND day < ${today - WATCHED_DAYS}`);
  return examples + watched;
}

function rowOf({ call, at, watched }: SentCall): (string | number | null)[] {
  const day = dayNumberOf(at);
  const event = call.event ?? call.type;
  const exampleId = watched ? `watched:${shortHash(call.messageId)}` : `day:${String(day)}:${shortHash(event)}`;
  const named = isLeavingEvent(call.event) ? { ...call, userId: '(erased)' } : call;
  const knownAs = named === call ? (call.userId ?? null) : null;
  return [exampleId, day, new Date(at).toISOString(), event, watched ? 1 : 0, knownAs, pack(named)];
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
