import { z } from 'zod';
import { SegmentCall } from '../delivery/envelope';
import { parseIntakeKeys } from '../intake/authorise';
import { receive } from '../intake/receive';
import { storeBatch } from '../intake/store-batch';
import { clockPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { customerMigrations } from '../store/migrations/customer';
import { consumer } from './consumer';
import { askedErasures } from './erasure';
import { withSchema } from './schema';

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

const IntakeJob = z.object({ receivedAt: z.number(), calls: z.array(SegmentCall).min(1) });

/** The consumer of queue `intake`. */
export const storeIntake = consumer(IntakeJob, async (job) => {
  await withSchema(customerMigrations)(() => storeBatch(sqlPort, job.calls, job.receivedAt));
  await askedErasures(job.calls, job.receivedAt);
  return { kind: 'done' };
});
