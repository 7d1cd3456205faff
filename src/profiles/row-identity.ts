import type { AccountIdentity } from '../delivery/envelope';

/** What a licence or a sale says of whom it is about. */
export type RowIds = {
  readonly addonKey: string;
  readonly cloudId: string | null;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly rowKey: string;
};

const MAX_NUMBER_LENGTH = 64;

/** Whom a row is about. A row from before entitlements goes by the number of its licence, else it stands for itself. */
export function identityOf(row: RowIds): AccountIdentity {
  const { addonKey, cloudId, entitlementId, entitlementNumber, addonLicenceId, licenceId, rowKey } = row;
  const nameless = entitlementId === null && entitlementNumber === null;
  const number = nameless
    ? (addonLicenceId ?? licenceId ?? (cloudId === null ? rowKey.slice(0, MAX_NUMBER_LENGTH) : null))
    : entitlementNumber;
  return { appKey: addonKey, cloudId, entitlementId, entitlementNumber: number };
}
