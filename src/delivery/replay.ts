import type { ClockPort, KvsPort, QueuePort, SqlPort } from '../platform/ports';
import { dropLetters, lettersOf, parkedLetters } from '../store/letters';
import { noteBatches } from '../store/delivery-batches';
import { QUEUES } from './enqueue';
import { HEALTH_KEY, HEALTHY, readHealth } from './health';
import type { DestinationKey } from './destinations';
import type { DeliveryJob } from './deliver-job';

export type ReplayPorts = { readonly sql: SqlPort; readonly queue: QueuePort; readonly clock: ClockPort };

/**
 * Puts letters back on the queue, each as the batch that it was. The books say so first, the letter goes last: cut in half, a
 * replay is simply done again, and a batch that arrived meanwhile is not sent twice. Letters that are gone are passed over.
 */
export async function replayLetters(ports: ReplayPorts, letterIds: readonly string[]): Promise<number> {
  const letters = await lettersOf(ports.sql, [...new Set(letterIds)]);
  if (letters.length === 0) return 0;
  await noteBatches(
    ports.sql,
    letters.map(({ batch, destination, at, calls, attempts }) => ({
      batch,
      destination,
      at,
      events: calls.length,
      state: 'pending',
      reason: 'replayed',
      attempts,
      repeats: 0,
    })),
  );
  for (const { letterId, destination, batch, at, calls, attempts } of letters) {
    // A replay has the queue's whole time before it, however old the batch is.
    const job: DeliveryJob = {
      to: [destination],
      receivedAt: at,
      queuedAt: ports.clock(),
      attempt: attempts,
      repeats: 0,
      batch,
      calls: [...calls],
    };
    await ports.queue(QUEUES.events, [{ body: job }]);
    await dropLetters(ports.sql, [letterId]);
  }
  return letters.length;
}

/** Letters in one hour's run: a long pause is worked off within the limits of the queue. */
const LETTERS_PER_RUN = 100;

/**
 * What was parked goes out again by itself once its destination is well: nobody presses a button on every customer's site. A
 * destination that is still paused gets one letter as a try, when it is due for one.
 */
export async function replayParked(
  ports: ReplayPorts & { readonly kvs: Pick<KvsPort, 'get'> },
  destinations: readonly DestinationKey[],
): Promise<number> {
  const health = readHealth(await ports.kvs.get(HEALTH_KEY));
  let replayed = 0;
  for (const destination of destinations) {
    const { state, nextTryAt } = health[destination] ?? HEALTHY;
    const due = state === 'on' ? LETTERS_PER_RUN : state === 'paused' && (nextTryAt ?? 0) <= ports.clock() ? 1 : 0;
    if (due > 0) replayed += await replayLetters(ports, await parkedLetters(ports.sql, destination, due));
  }
  return replayed;
}
