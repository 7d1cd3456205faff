import { z } from 'zod';
import { SegmentCall } from '../delivery/envelope';
import { parseIntakeKeys } from '../intake/authorise';
import { receive } from '../intake/receive';
import { storeEventProperties } from '../intake/store-event-properties';
import { storeBatch } from '../intake/store-batch';
import type { StoredBatch } from '../intake/store-batch';
import { storeProfiles } from '../intake/store-profiles';
import { dayNumberOf } from '../platform/days';
import { clockPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { VARIANTS } from '../store/counted';
import { freezeReceipts } from '../store/freeze-receipts';
import { vendorMigrations } from '../store/migrations/vendor';
import { relationshipKeyOf } from '../tracking/member-calls';
import { consumer } from './consumer';
import { askedErasures } from './erasure';
import { withSchema } from './schema';
import { followTouched } from './segments';

const WebRequest = z.object({
  method: z.string(),
  path: z.string().optional(),
  userPath: z.string().optional(),
  headers: z.record(z.string(), z.array(z.string())).default({}),
  body: z.string().default(''),
});

/** The web trigger that speaks the Segment protocol. */
export async function intake(event: unknown) {
  const request = WebRequest.parse(event);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, values]) => [name.toLowerCase(), values[0]]));
  const path = request.userPath ?? request.path ?? '';
  const answer = await receive({ queue: queuePort, clock: clockPort, log: logPort }, parseIntakeKeys(variablesPort('INTAKE_KEYS')), {
    method: request.method,
    path,
    headers,
    body: request.body,
  });
  return {
    statusCode: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, [value]])),
    body: JSON.stringify(answer.body),
  };
}

const migrated = withSchema(vendorMigrations);

const IntakeJob = z.object({ receivedAt: z.number(), calls: z.array(SegmentCall).min(1) });

/** The consumer of queue `intake`. */
export const storeIntake = consumer(IntakeJob, async (job, redeliveries) => {
  const { calls, receivedAt } = job;
  await migrated(async () => {
    const { touched, counted } = await storeBatch(sqlPort, calls, receivedAt);
    await storeEventProperties(sqlPort, counted);
    const relationshipKey = relationshipKeyOf(variablesPort('RELATIONSHIP_KEY'));
    const { changed, notKept } = await storeProfiles(sqlPort, calls, { relationshipKey, receivedAt });
    if (notKept > 0) logPort('info', 'traits-not-kept', { values: notKept });
    await followTouched([...touched, ...changed], redeliveries > 0);
  });
  await askedErasures(calls, receivedAt);
  return { kind: 'done' };
});

/** What this installation stored itself: as what comes in from others. */
export async function followStoredBatch({ touched, counted }: StoredBatch): Promise<void> {
  await migrated(() => storeEventProperties(sqlPort, counted));
  await followTouched(touched);
}

/** Hourly, as receipts of events in every install: those of their properties go when they are old. */
export async function freezeEventProperties(): Promise<void> {
  await migrated(() => freezeReceipts(sqlPort, dayNumberOf(clockPort()), VARIANTS));
}
