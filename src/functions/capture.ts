import { createHash } from 'node:crypto';
import { enabledDestinations } from '../delivery/destinations';
import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import type { SegmentCall } from '../delivery/envelope';
import { clockPort, logPort, pseudonymOf, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { plan } from '../plan';
import { customerMigrations } from '../store/migrations/customer';
import { noteRefusals } from '../store/letters';
import { recordEvents, trackCall } from '../tracking/record';
import type { InvocationFacts } from '../tracking/identity';
import { invocationFacts } from './facts';
import { withSchema } from './schema';
import { identityMode } from './variables';

const options = () => ({ plan, identity: identityMode(), pseudonymOf });

/** The resolver `track`: checks what a page sent, puts what is right on the queue, and answers what was refused and why. */
export async function track(request: { readonly payload?: unknown; readonly context: object }) {
  const facts = invocationFacts(request.context);
  const recorded = recordEvents(facts, request.payload, { ...options(), now: clockPort() });
  await enqueueCaptured(recorded.calls);
  if (recorded.refused.length > 0) {
    const batch = createHash('sha256')
      .update(JSON.stringify(recorded.refused))
      .update(String(clockPort()))
      .digest('base64url')
      .slice(0, 32);
    const reasons = recorded.refused.map((each) => each.reason);
    logPort('warn', 'events-refused', { refused: reasons.length });
    await withSchema(customerMigrations)(() => noteRefusals(sqlPort, { batch, reasons, at: clockPort() }));
  }
  return { accepted: recorded.calls.length, refused: recorded.refused };
}

/** Captured calls go to every destination that is switched on; with none on, there is nothing to keep them for. */
async function enqueueCaptured(calls: readonly SegmentCall[]): Promise<void> {
  const to = enabledDestinations(variablesPort);
  if (calls.length > 0 && to.length > 0) await enqueueCalls(queuePort, QUEUES.events, calls, { to, receivedAt: clockPort() });
}

/** An event of the account itself. The id comes from what happened, so a trigger that runs twice reports once. */
export function accountCall(
  facts: InvocationFacts,
  event: 'Site Observed' | 'App Installed' | 'App Upgraded' | 'App Uninstalled',
  occurrence: string,
): SegmentCall {
  const nobody = { ...facts, accountId: null };
  const messageId = `tm-${createHash('sha256').update([facts.cloudId, facts.appKey, event, occurrence].join('\n')).digest('hex').slice(0, 40)}`;
  const properties = 'licence' in plan[event].properties ? { licence: licenceState(facts) } : {};
  return trackCall(nobody, { event, messageId, properties, at: clockPort() }, options());
}

export async function captureAccountEvent(
  facts: InvocationFacts,
  event: Parameters<typeof accountCall>[1],
  occurrence: string,
): Promise<void> {
  await enqueueCaptured([accountCall(facts, event, occurrence)]);
}

function licenceState(facts: InvocationFacts): 'active' | 'evaluation' | 'inactive' | 'none' {
  if (facts.license === null) return 'none';
  if (!facts.license.active) return 'inactive';
  return facts.license.isEvaluation ? 'evaluation' : 'active';
}
