import type { Migration } from '../migrate';
import { marketplaceMigrations } from './0002-marketplace';
import { feedMigrations } from './0005-feeds';
import { revenueMigrations } from './0006-revenue';
import { profileMigrations } from './0014-profiles';
import { segmentMigrations } from './0015-segments';
import { predictionMigrations } from './0016-predictions';
import { stageSetMigrations } from './0019-stage-set';
import { eventPropertyMigrations } from './0020-event-properties';
import { outlookMigrations } from './0021-account-outlook';
import { customScoreMigrations } from './0022-custom-scores';
import { healthMigrations } from './0022-health';
import { accountContactsMigrations } from './0023-account-contacts';
import { segmentTagMigrations } from './0024-segment-tag';
import { eventSwitchMigrations } from './0028-event-switch';
import { stageKnownMigrations } from './0029-stage-known';
import { userScoreMigrations } from './0030-user-scores';
import { marketSpaceMigrations } from './0034-market-space';
import { foundByHashMigrations } from './0035-found-by-hash';
import { marketTableMigrations } from './0035-market-tables';
import { profileToldMigrations } from './0039-profile-told';
import { recordsAsBytesMigrations } from './0040-records-as-bytes';
import { revenueLineMigrations } from './0041-revenue-lines';
import { untoldRowsMigrations } from './0041-untold-rows';
import { contactMigrations } from './0042-contacts';
import { shortVariantReceiptMigrations } from './0045-short-receipts';
import { movementMonthMigrations } from './0046-movement-month';
import { customerMigrations } from './customer';

/** The vendor's install keeps licences, sales and the Marketplace's other reports beside what every install has. */
export const vendorMigrations: readonly Migration[] = [
  ...customerMigrations,
  ...marketplaceMigrations,
  ...feedMigrations,
  ...revenueMigrations,
  ...marketTableMigrations,
  ...profileMigrations,
  ...segmentMigrations,
  ...predictionMigrations,
  ...stageSetMigrations,
  ...eventPropertyMigrations,
  ...outlookMigrations,
  ...healthMigrations,
  ...customScoreMigrations,
  ...accountContactsMigrations,
  ...segmentTagMigrations,
  ...eventSwitchMigrations,
  ...stageKnownMigrations,
  ...userScoreMigrations,
  ...marketSpaceMigrations,
  ...foundByHashMigrations,
  ...profileToldMigrations,
  ...recordsAsBytesMigrations,
  ...revenueLineMigrations,
  ...untoldRowsMigrations,
  ...contactMigrations,
  ...shortVariantReceiptMigrations,
  ...movementMonthMigrations,
];
