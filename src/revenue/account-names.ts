import { compareText } from './line';

/** Every name that a report uses for an account of an app, best first; null where a row lacks it. */
export type AccountIds = {
  readonly app: string;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
};

/** Finds the account of a row: rows that share any id are of one account, however many rows lie between. */
export type AccountNames = { readonly nameOf: (ids: AccountIds, otherwise: string) => string };

/**
 * Names accounts by all rows at once. Ids move under a report: a licence that had only its old number may get an entitlement
 * later, and a row that has both joins them. A site names an account only where nothing else does.
 */
export function nameAccounts(rows: Iterable<AccountIds>): AccountNames {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) root = parent;
    parents.set(id, root);
    return root;
  };
  for (const row of rows) {
    const [first, ...others] = namesOf(row);
    if (first === undefined) continue;
    for (const other of others) {
      const [best, rest] = [rootOf(first), rootOf(other)].sort(compareText);
      if (best !== undefined && rest !== undefined) parents.set(rest, best);
    }
  }
  return {
    nameOf: (row, otherwise) => {
      const [first] = namesOf(row);
      return first === undefined ? otherwise : rootOf(first);
    },
  };
}

/** Each with its kind, so that two kinds never meet, in an order that makes an entitlement's id the name of the whole. */
function namesOf({ app, entitlementId, entitlementNumber, addonLicenceId, licenceId, cloudId }: AccountIds): string[] {
  const names = [
    ['1-entitlement', entitlementId],
    ['2-number', entitlementNumber],
    ['3-addon-licence', addonLicenceId],
    ['4-licence', licenceId],
  ] as const;
  const known = names.flatMap(([kind, id]) => (id === null ? [] : [`${app} ${kind} ${id}`]));
  return known.length === 0 && cloudId !== null ? [`${app} 5-site ${cloudId}`] : known;
}
