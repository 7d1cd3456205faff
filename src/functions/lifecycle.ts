import { deliverJob } from '../delivery/deliver-job';
import { enabledDestinations } from '../delivery/destinations';
import { dayOf } from '../platform/days';
import { clockPort, variablesPort } from '../platform/forge-ports';
import { customerMigrations } from '../store/migrations/customer';
import { accountCall, captureAccountEvent } from './capture';
import { deliveryPorts } from './delivery-ports';
import { invocationFacts } from './facts';
import { keepUp } from './upkeep';

/** Daily, licensed or not: this site reports. Running twice on a day reports once. */
export async function heartbeat(_event: unknown, context: object): Promise<void> {
  await captureAccountEvent(invocationFacts(context), 'Site Observed', dayOf(clockPort()));
}

/** Installed, or upgraded to a new major version. */
export async function customerLifecycle(
  event: { readonly eventType?: string; readonly id?: string; readonly app?: { readonly version?: string } },
  context: object,
): Promise<void> {
  await keepUp(customerMigrations);
  const upgraded = event.eventType === 'avi:forge:upgraded:app';
  await captureAccountEvent(
    invocationFacts(context),
    upgraded ? 'App Upgraded' : 'App Installed',
    `${event.id ?? ''}:${event.app?.version ?? ''}`,
  );
}

/** Before the app goes: delivered at once, because the queue may not outlive the installation. */
export async function farewell(_event: unknown, context: object): Promise<void> {
  const facts = invocationFacts(context);
  const to = enabledDestinations(variablesPort).filter((key) => key !== 'store');
  if (to.length === 0) return;
  const call = accountCall(facts, 'App Uninstalled', dayOf(clockPort()));
  await deliverJob(deliveryPorts, { to, receivedAt: clockPort(), attempt: 0, calls: [call] }, 0);
}
