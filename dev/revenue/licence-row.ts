import { textOf } from '../../src/marketplace/wire-value';
import type { AccountNames } from '../../src/revenue/account-names';
import type { AccountIdentity } from '../../src/revenue/account-state';
import { accountIdsOf, contactDomainsOf } from './transaction-row';
import { at } from './read-rows';

/** What rows (licences first of all) say of who an account is, by account. */
export function identitiesOf(rows: readonly unknown[], names: AccountNames): Map<string, AccountIdentity> {
  const identities = new Map<string, AccountIdentity>();
  for (const row of rows) {
    const ids = accountIdsOf(row);
    const account = names.nameOf(ids, '');
    const known = identities.get(account);
    const domains = contactDomainsOf(at(row, 'contactDetails'));
    identities.set(account, {
      transactionAccountId: textOf(at(row, 'transactionAccountId')) ?? known?.transactionAccountId ?? null,
      cloudId: ids.cloudId ?? known?.cloudId ?? null,
      contactDomains: [...new Set([...(known?.contactDomains ?? []), ...domains])],
    });
  }
  identities.delete('');
  return identities;
}
