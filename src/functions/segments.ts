import { enabledDestinations } from '../delivery/destinations';
import type { DestinationKey } from '../delivery/destinations';
import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import { backgroundSqlPort, clockPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import type { SqlPort } from '../platform/ports';
import { tell, tellAmong, tellSegments } from '../profiles/segments/tell-segments';
import { walkComputed } from '../profiles/computed/walk-computed';
import type { ComputedPlace } from '../profiles/computed/walk-computed';
import { followChanges } from '../profiles/follow-changes';
import type { SegmentsField, TellPorts } from '../profiles/segments/tell-segments';
import { placeEverybody } from '../profiles/stage-rules/place-accounts';
import { walkSegments } from '../profiles/segments/walk-segments';
import type { WalkPlace } from '../profiles/segments/walk-segments';
import { sweepDue, workOffTouched } from '../profiles/segments/work-off';
import { dayNumberOf } from '../platform/days';
import { vendorMigrations } from '../store/migrations/vendor';
import { pairName } from '../store/profiles';
import type { Pair } from '../store/profiles';
import type { Telling } from '../store/segment-told';
import { relationshipKeyOf } from '../tracking/member-calls';
import { deliveryPorts } from './delivery-ports';
import { withSchema } from './schema';

const migrated = withSchema(vendorMigrations);
/** Of the quarter of an hour that the queue's consumer has. */
const SLICE_MS = 60_000;
const TELL_MS = 30_000;

/**
 * Has computed properties and segments follow what was stored of these subjects. A user who is new to an account is new to both.
 * `isRepeat`: a run that was cut may have changed what it did not tell any more, so that everybody here is looked at again.
 */
export async function followTouched(touched: readonly Pair[], isRepeat = false): Promise<void> {
  const all = touched.flatMap(({ accountId, userId }) =>
    accountId === 0 || userId === 0
      ? [{ accountId, userId }]
      : [
          { accountId, userId },
          { accountId, userId: 0 },
          { accountId: 0, userId },
        ],
  );
  const distinct = [...new Map(all.map((pair) => [pairName(pair), pair])).values()];
  await migrated(async () => {
    const telling = tellPorts(sqlPort);
    const ports = { sql: sqlPort, clock: clockPort, tell: (news: readonly Telling[]) => tell(telling, news) };
    await followChanges(ports, distinct, dayNumberOf(clockPort()));
    if (isRepeat) await tellAmong(telling, distinct, clockPort() + TELL_MS);
  });
}

/** Where the walk over computed properties stands, or that over segments. */
export type KeepPlace = ComputedPlace | WalkPlace;

/**
 * Brings computed properties up to date, and then segments: who is in those that are new, for whom a window has moved, and of whom something
 * was noted. Returns where to go on, or undefined when there is nothing left to do.
 */
export async function keepSegments(from: KeepPlace | null): Promise<KeepPlace | null | undefined> {
  const deadline = clockPort() + SLICE_MS;
  const ports = { sql: backgroundSqlPort(), clock: clockPort };
  const ofComputed = from !== null && 'computed' in from ? from : null;
  const computed = await walkComputed(ports, ofComputed, deadline);
  if (computed !== null) return computed;
  const place = await walkSegments(ports, from !== null && 'units' in from ? from : null, deadline);
  if (place !== null) return place;
  const isPlaced = await placeEverybody(ports, deadline);
  const swept = await sweepDue(ports, deadline);
  const worked = await workOffTouched(ports, deadline);
  const isTold = await tellSegments(tellPorts(ports.sql), clockPort() + TELL_MS);
  return isPlaced && swept.isDone && worked.isDone && isTold ? undefined : null;
}

function tellPorts(sql: SqlPort): TellPorts {
  return {
    sql,
    clock: clockPort,
    relationshipKey: relationshipKeyOf(variablesPort('RELATIONSHIP_KEY')),
    fields: FIELDS.filter((field) => destinationsWith(field).length > 0),
    emit: async (field, calls) => {
      await enqueueCalls(queuePort, QUEUES.events, calls, { to: destinationsWith(field), receivedAt: clockPort() }, deliveryPorts.audit);
    },
  };
}

const FIELDS = ['lines', 'line'] as const;

/** The tools that vendors look at, by how their field takes several names: journy.io's takes lines, what Segment passes on takes one. */
function destinationsWith(field: SegmentsField): DestinationKey[] {
  return enabledDestinations(variablesPort).filter((key) => {
    switch (key) {
      case 'segment':
        return (variablesPort('SEGMENT_SEGMENTS_FIELD') === 'lines' ? 'lines' : 'line') === field;
      case 'journy':
        return (variablesPort('JOURNY_SEGMENTS_FIELD') === 'line' ? 'line' : 'lines') === field;
      case 'store':
      case 'intake':
        return false;
    }
  });
}
