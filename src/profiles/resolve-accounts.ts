import type { AccountIdentity } from '../delivery/envelope';
import type { SqlPort } from '../platform/ports';
import { surrogates } from './surrogates';

/** The account of each identity, created when no known id leads to one. Returns a lookup from identity to account id. */
export async function resolveAccounts(
  sqlPort: SqlPort,
  identities: readonly AccountIdentity[],
): Promise<(identity: AccountIdentity) => number | null> {
  return (await surrogates(sqlPort, { identities, users: [], events: new Map() })).accountIdOf;
}
