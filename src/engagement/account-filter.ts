/** What accounts are told apart by; null for what is not known. */
export const ACCOUNT_ATTRIBUTES = ['app', 'edition', 'hosting', 'plan', 'region', 'stage'] as const;
/** What the bar of a screen offers beside segments: health is the vendor's alone. */
export const FILTER_TERMS = [...ACCOUNT_ATTRIBUTES, 'health'] as const;
export type FilterTerm = (typeof FILTER_TERMS)[number];
export type AccountAttribute = (typeof ACCOUNT_ATTRIBUTES)[number];
export type AccountAttributes = Readonly<Record<AccountAttribute, string | null>>;

/** Each attribute given must have one of its values; `accountIds`, such as those that use a feature, must hold the account. */
export type AccountFilter = Partial<Readonly<Record<AccountAttribute, readonly (string | null)[]>>> & {
  readonly accountIds?: ReadonlySet<number>;
  /** Ids of segments: the store says which accounts are in one of them, not the account's attributes. */
  readonly segment?: readonly string[];
  /** The same of its health; null for accounts of which nothing is foretold. */
  readonly health?: readonly (string | null)[];
};

/** Nothing is asked of the accounts: all pass. */
export const isOfAll = (filter: AccountFilter): boolean => Object.keys(filter).length === 0;

/** True for the accounts of a filter. An account of which nothing is known has every attribute null. */
export function accountPredicate(
  filter: AccountFilter,
  attributesOf: (accountId: number) => AccountAttributes | undefined,
): (accountId: number) => boolean {
  const asked = ACCOUNT_ATTRIBUTES.flatMap((name) => {
    const values = filter[name];
    return values === undefined ? [] : [{ name, values: new Set(values) }];
  });
  return (accountId) => {
    if (filter.accountIds?.has(accountId) === false) return false;
    const attributes = attributesOf(accountId);
    return asked.every(({ name, values }) => values.has(attributes?.[name] ?? null));
  };
}
