import { coreMigrations } from './0001-core';
import { deliveryMigrations } from './0003-delivery';
import { erasureMigrations } from './0004-erasure';
import { engagementMigrations } from './0008-engagement';
import { accountAttributeMigrations } from './0009-account-attributes';
import { eventDaysMigrations } from './0010-event-days';
import { accountStartMigrations } from './0011-account-start';
import { appVersionMigrations } from './0012-app-version';
import { accountDayFiguresMigrations } from './0013-account-day-figures';
import { activityKeyMigrations } from './0017-activity-keys';
import { accountDayKeyMigrations } from './0025-account-day-keys';
import { accountStartUsedMigrations } from './0026-account-start-used';
import { featureUseMigrations } from './0027-feature-use';
import { recountMigrations } from './0028-event-switch';
import { accountUnitsMigrations } from './0031-account-units';
import { accountDaysMigrations } from './0032-account-days';
import { activityPackMigrations } from './0033-activity-packs';
import { eventUseMigrations } from './0036-event-use';
import { membershipDaysMigrations } from './0037-membership-days';
import { narrowRecordMigrations } from './0038-narrow-records';
import { userIdMigrations, userTableMigrations } from './0042-user-ids';
import { accountKeyMigrations, accountKeyTableMigrations } from './0043-account-keys';
import { accountStateMigrations, accountStateTableMigrations } from './0044-account-state';
import { shortReceiptMigrations } from './0045-short-receipts';
import { membershipMigrations, membershipTableMigrations } from './0047-membership';

/**
 * What every install has; a customer's has nothing else. A new one may make 25 tables a minute: what its first event needs comes first, also where
 * a later version made that table anew.
 */
export const customerMigrations = [
  ...coreMigrations,
  ...userTableMigrations,
  ...accountKeyTableMigrations,
  ...accountStateTableMigrations,
  ...membershipTableMigrations,
  ...deliveryMigrations,
  ...erasureMigrations,
  ...engagementMigrations,
  ...accountAttributeMigrations,
  ...eventDaysMigrations,
  ...accountStartMigrations,
  ...appVersionMigrations,
  ...accountDayFiguresMigrations,
  ...activityKeyMigrations,
  ...accountDayKeyMigrations,
  ...accountStartUsedMigrations,
  ...featureUseMigrations,
  ...recountMigrations,
  ...accountUnitsMigrations,
  ...accountDaysMigrations,
  ...activityPackMigrations,
  ...eventUseMigrations,
  ...membershipDaysMigrations,
  ...narrowRecordMigrations,
  ...userIdMigrations,
  ...accountKeyMigrations,
  ...accountStateMigrations,
  ...shortReceiptMigrations,
  ...membershipMigrations,
];
