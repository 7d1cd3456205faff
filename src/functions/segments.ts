import { clockPort, sqlPort } from '../platform/forge-ports';
import { updateSegments } from '../profiles/segments/update-segments';
import { walkSegments } from '../profiles/segments/walk-segments';
import type { WalkPlace } from '../profiles/segments/walk-segments';
import { sweepDue, workOffTouched } from '../profiles/segments/work-off';
import { dayNumberOf } from '../platform/days';
import { pairName } from '../store/profiles';
import type { Pair } from '../store/profiles';

const ports = { sql: sqlPort, clock: clockPort };
/** Of the quarter of an hour that the queue's consumer has. */
const SLICE_MS = 60_000;

/** Has segments follow what was stored of these subjects. A user who is new to an account is new to both. */
export async function followTouched(touched: readonly Pair[]): Promise<void> {
  const all = touched.flatMap(({ accountId, userId }) =>
    accountId === 0 || userId === 0
      ? [{ accountId, userId }]
      : [
          { accountId, userId },
          { accountId, userId: 0 },
          { accountId: 0, userId },
        ],
  );
  await updateSegments(ports, [...new Map(all.map((pair) => [pairName(pair), pair])).values()], dayNumberOf(clockPort()));
}

/**
 * Brings segments up to date: who is in those that are new, for whom a window has moved, and of whom something was noted. Returns where to go
 * on, or undefined when there is nothing left to do.
 */
export async function keepSegments(from: WalkPlace | null): Promise<WalkPlace | null | undefined> {
  const deadline = clockPort() + SLICE_MS;
  const place = await walkSegments(ports, from, deadline);
  if (place !== null) return place;
  const swept = await sweepDue(ports, deadline);
  const worked = await workOffTouched(ports, deadline);
  return swept.isDone && worked.isDone ? undefined : null;
}
