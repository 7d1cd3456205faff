import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import { backgroundSqlPort, clockPort, queuePort, variablesPort } from '../platform/forge-ports';
import { tellingStep, tellScores } from '../profiles/predictions/tell-scores';
import type { TellScoresPorts } from '../profiles/predictions/tell-scores';
import { deliveryPorts } from './delivery-ports';
import { vendorTools } from './sync-ports';

/** Of the quarter of an hour that the queue's consumer has. */
const TELL_MS = 60_000;

/** Tells the vendor's tools of scores that have moved, where the vendor set it up. Returns the account to go on after, or null at the end. */
export async function tellMovedScores(afterId: number): Promise<number | null> {
  const step = tellingStep(variablesPort('TELL_SCORES'));
  const to = vendorTools();
  // What nobody hears is not told.
  if (step === null || to.length === 0) return null;
  const emit: TellScoresPorts['emit'] = async (calls) => {
    await enqueueCalls(queuePort, QUEUES.events, calls, { to, receivedAt: clockPort() }, deliveryPorts.audit);
  };
  return await tellScores({ sql: backgroundSqlPort(), clock: clockPort, step, emit }, afterId, clockPort() + TELL_MS);
}
