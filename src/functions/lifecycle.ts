import { checklistProperties, inventory } from '../checklist/inventory';
import { forgeChecklistStore } from '../platform/checklist-store';
import { clockPort, kvsPort, logPort, variablesPort } from '../platform/forge-ports';
import { customerMigrations } from '../store/migrations/customer';
import type { Occasion } from '../tracking/account-life';
import { reportAccountLife } from '../tracking/report-account-life';
import { internalSitesOf } from '../tracking/site-kind';
import { captureAccountCalls } from './capture';
import { erasuresHere } from './erasure-here';
import { invocationFacts } from './facts';
import { membersToTell } from './members-to-tell';
import { keepUp } from './upkeep';

/** Daily, licensed or not: this site reports, what changed since yesterday, and whom Atlassian wants erased. Running twice on a day reports once. */
export async function heartbeat(_event: unknown, context: object): Promise<void> {
  await look(context, { kind: 'heartbeat' });
  await erasuresHere(context);
}

/** Installed, or upgraded to a new major version. */
export async function customerLifecycle(
  event: { readonly eventType?: string; readonly id?: string; readonly app?: { readonly version?: string } },
  context: object,
): Promise<void> {
  const kind = event.eventType === 'avi:forge:upgraded:app' ? 'upgraded' : 'installed';
  // First what is said only now; the round can be made up for later.
  await look(context, { kind, key: `${event.id ?? ''}:${event.app?.version ?? ''}` });
  await keepUp(customerMigrations);
}

/** Before the app goes: what is left of the data is the platform's to delete. */
export async function farewell(_event: unknown, context: object): Promise<void> {
  await look(context, { kind: 'uninstalled' });
}

/** Sends the account's properties, for whoever wants to see whether a destination works again. */
export async function signOfLife(context: object): Promise<void> {
  await look(context, { kind: 'asked' });
}

async function look(context: object, occasion: Occasion): Promise<void> {
  const facts = invocationFacts(context);
  await reportAccountLife({ kvs: kvsPort, log: logPort, capture: captureAccountCalls }, facts, {
    occasion,
    now: clockPort(),
    internalSites: internalSitesOf(variablesPort('INTERNAL_SITES')),
    snapshot: { properties: checklistProperties, count: () => inventory(forgeChecklistStore()) },
    members: membersToTell,
  });
}
