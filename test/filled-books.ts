import type { AuditRow } from '../src/delivery/audit';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { freezeBatches, noteBatches } from '../src/store/delivery-batches';
import { dropLetters, expireLetters, keepLetters } from '../src/store/letters';
import { noteRefusals } from '../src/store/refusals';

const DAY_MS = 86_400_000;

/** Books in which each statement that writes them has run: words out of order, letters kept, overwritten, dropped and expired, a day frozen. */
export async function fillBooks(port: SqlPort, now: number): Promise<void> {
  const row: AuditRow = {
    batch: 'b1',
    destination: 'segment',
    at: now,
    events: 7,
    state: 'pending',
    reason: 'status-503',
    attempts: 0,
    repeats: 0,
  };
  await noteBatches(port, [{ ...row, state: 'delivered', reason: null, attempts: 2, repeats: 1 }]);
  // The earlier word comes later and changes nothing.
  await noteBatches(port, [row, { ...row, batch: 'b2', destination: 'store', state: 'delivered', reason: null, attempts: 1 }]);
  await noteBatches(port, [
    { ...row, batch: 'b3', state: 'parked', reason: 'key-refused-401', attempts: 1 },
    { ...row, batch: 'b4', at: now - 31 * DAY_MS, state: 'parked', reason: 'key-refused-401', attempts: 1 },
    { ...row, batch: 'b5', at: now - 40 * DAY_MS, state: 'delivered', reason: null, attempts: 1 },
  ]);
  await noteRefusals(port, [
    { batch: 'b1', reason: 'unknown-event', day: dayNumberOf(now), events: 2 },
    { batch: 'b1', reason: 'bad-properties', day: dayNumberOf(now), events: 1 },
    { batch: 'b1', reason: 'unknown-event', day: dayNumberOf(now), events: 2 },
  ]);
  const letter = { destination: 'segment', state: 'parked', reason: 'key-refused-401', calls: [], attempts: 1 } as const;
  await keepLetters(port, [
    { ...letter, batch: 'b3', at: now },
    { ...letter, batch: 'b4', at: now - 31 * DAY_MS },
    { ...letter, batch: 'b6', at: now },
    { ...letter, batch: 'b7', at: now },
  ]);
  await keepLetters(port, [{ ...letter, batch: 'b7', at: now, state: 'dead', reason: 'status-400', attempts: 2 }]);
  await dropLetters(port, ['no-such-letter']);
  await expireLetters(port, now - 30 * DAY_MS);
  await freezeBatches(port, dayNumberOf(now));
}
