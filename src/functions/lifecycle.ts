import { customerMigrations } from '../store/migrations/customer';
import { observe } from './capture';
import { erasuresHere } from './erasure-here';
import { keepUp } from './upkeep';

/** Daily, licensed or not: this site reports, what changed since yesterday, and whose account is closed. Running twice on a day reports once. */
export async function heartbeat(_event: unknown, context: object): Promise<void> {
  await observe(context, { kind: 'heartbeat' });
  await erasuresHere(context);
}

/** Installed, or upgraded to a new major version. */
export async function customerLifecycle(
  event: { readonly eventType?: string; readonly id?: string; readonly app?: { readonly version?: string } },
  context: object,
): Promise<void> {
  const kind = event.eventType === 'avi:forge:upgraded:app' ? 'upgraded' : 'installed';
  // First what is said only now; the round can be made up for later.
  await observe(context, { kind, key: `${event.id ?? ''}:${event.app?.version ?? ''}` });
  await keepUp(customerMigrations, 'customer');
}

/** Before the app goes: what is left of the data is the platform's to delete. */
export async function farewell(_event: unknown, context: object): Promise<void> {
  await observe(context, { kind: 'uninstalled' });
}

/** Sends the account's properties, for whoever wants to see whether a destination works again. */
export async function signOfLife(context: object): Promise<void> {
  await observe(context, { kind: 'asked' });
}
