type LicenceIds = {
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
};

/** Names of a licence, best first, each with its kind so that two kinds never meet. */
export function namesOfLicence({ entitlementId, entitlementNumber, addonLicenceId, licenceId }: LicenceIds): string[] {
  const named = [
    ['entitlement', entitlementId],
    ['number', entitlementNumber],
    ['addon-licence', addonLicenceId],
    ['licence', licenceId],
  ] as const;
  return named.flatMap(([kind, id]) => (id === null ? [] : [`${kind}:${id}`]));
}

/** The key of a stored licence, which has one name at least. */
export function licenceKey(ids: LicenceIds): string {
  return namesOfLicence(ids)[0] ?? '';
}
