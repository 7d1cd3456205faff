import { consoleResolverFor } from './functions/console-resolver';
import { syncPlan } from './functions/sync';
import { keepUp, keepUpHourly } from './functions/upkeep';
import { sqlPort } from './platform/forge-ports';
import { vendorMigrations } from './store/migrations/vendor';
import { syncStatus } from './store/queries/sync-status';

export { deliver } from './functions/capture';
export { erasePeople } from './functions/erasure';
export { intake, storeIntake } from './functions/intake';
export { syncPlan, syncSlice } from './functions/sync';
export const consoleResolver = consoleResolverFor('vendor', vendorMigrations, () => syncStatus(sqlPort));
export const upkeep = () => keepUpHourly(vendorMigrations);
/** Installed or upgraded: the schema first, then the first sync at once instead of within the hour. */
export const lifecycle = async () => {
  await keepUp(vendorMigrations);
  await syncPlan();
};
