import { EgressFilteringService, getEgressesBasedOnToggles, EgressCategory, EgressType } from '@forge/egress';

export type EgressEntry = { readonly address: string; readonly category: string | undefined };

/** May the app's backend reach this address? Decided by the platform's own code, with the admin's analytics switch. */
export function mayReach(entries: readonly EgressEntry[], url: string, allowAnalytics: boolean): boolean {
  const addresses = getEgressesBasedOnToggles({
    egress: entries.map(({ address, category }) => ({
      type: EgressType.FetchBackendSide,
      addresses: [address],
      // The one category that the platform knows; any other word is no category.
      ...(category?.toLowerCase() === 'analytics' ? { category: EgressCategory.ANALYTICS } : {}),
    })),
    installationConfig: [{ key: 'ALLOW_EGRESS_ANALYTICS', value: allowAnalytics }],
    overrides: {},
  }).flatMap((group) => group.addresses);
  return addresses.length > 0 && new EgressFilteringService(addresses).isValidUrl(url);
}
