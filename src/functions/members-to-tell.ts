import { kvsPort, pseudonymOf, sqlPort } from '../platform/forge-ports';
import { declinedKey, effectiveIdentity, readDeclined, readSwitches, SWITCHES_KEY } from '../privacy/keys';
import { customerMigrations } from '../store/migrations/customer';
import { latestPeople } from '../store/queries/latest-people';
import { withSchema } from './schema';
import { foldCaptured } from './upkeep';
import { identityMode } from './variables';

/** Who else there is is told when they next come. */
const MAX_MEMBERS = 1_000;
/** Of the minute that the daily look has. */
const FOLD_MS = 15_000;
/** Of keys that storage gives in one call. */
const KEYS_PER_READ = 25;

/** The users that destinations know, by today's choices: as people are named now, and without whoever declined. */
export async function membersToTell(): Promise<{ readonly knownAs: string }[]> {
  const identity = effectiveIdentity(readSwitches(await kvsPort.get(SWITCHES_KEY)), identityMode());
  if (identity === 'site') return [];
  const accountIds = await withSchema(customerMigrations)(async () => {
    // Whoever came today is still in the ledger.
    await foldCaptured(FOLD_MS);
    return await latestPeople(sqlPort, MAX_MEMBERS);
  });
  const members: { readonly knownAs: string }[] = [];
  for (let start = 0; start < accountIds.length; start += KEYS_PER_READ) {
    const some = accountIds.slice(start, start + KEYS_PER_READ);
    const declined = await kvsPort.getMany(some.map(declinedKey));
    for (const accountId of some) {
      if (readDeclined(declined.get(declinedKey(accountId)))) continue;
      members.push({ knownAs: identity === 'pseudonym' ? pseudonymOf(accountId) : accountId });
    }
  }
  return members;
}
