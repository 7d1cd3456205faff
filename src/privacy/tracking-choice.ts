import type { TrackingChoice } from '../contract/tracking-choice';
import type { KvsPort } from '../platform/ports';
import { declinedKey, memberKey, readDeclined, readSwitches, SWITCHES_KEY } from './keys';

type ChoicePorts = { readonly kvs: Pick<KvsPort, 'getMany' | 'set' | 'delete' | 'deleteMany'> };

/** Whether this person's use is measured. `accountId`: as the platform tells it; null for somebody without an account, who is no person to us. */
export async function trackingChoice({ kvs }: ChoicePorts, accountId: string | null): Promise<TrackingChoice> {
  const values = await kvs.getMany([SWITCHES_KEY, ...(accountId === null ? [] : [declinedKey(accountId)])]);
  if (!readSwitches(values.get(SWITCHES_KEY)).analytics) return { tracked: false, offBy: 'site' };
  const declined = accountId !== null && readDeclined(values.get(declinedKey(accountId)));
  return declined ? { tracked: false, offBy: 'user' } : { tracked: true, offBy: null };
}

/**
 * Keeps this person's choice. It is theirs alone: a site that measures nothing stays so, and who is without an account has
 * nothing to keep it by.
 */
export async function chooseTracking(ports: ChoicePorts, accountId: string | null, tracked: boolean): Promise<TrackingChoice> {
  if (accountId !== null) {
    if (tracked) await ports.kvs.delete(declinedKey(accountId));
    else {
      await ports.kvs.set(declinedKey(accountId), true);
      // What destinations were told stays there; that we would tell them again when it changes is over.
      await ports.kvs.deleteMany([memberKey(accountId)]);
    }
  }
  return await trackingChoice(ports, accountId);
}
