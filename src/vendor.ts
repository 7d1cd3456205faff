import { accountHandlers } from './functions/accounts-screen';
import { followStored } from './functions/delivery-ports';
import { computedHandlers } from './functions/computed-screen';
import { consoleResolverFor } from './functions/console-resolver';
import { vendorCalls } from './contract/vendor';
import { deliveryHandlers, sendOneLetter } from './functions/delivery-screen';
import { engagementHandlers } from './functions/engagement-screen';
import { journeyHandlers } from './functions/journeys-screen';
import { erasuresAsked, eraseUserAsked } from './functions/erasure';
import { followStoredBatch, freezeEventProperties } from './functions/intake';
import { learnWhenDue } from './functions/learning';
import { customScoreHandlers } from './functions/custom-scores-screen';
import { healthHandlers } from './functions/health-screen';
import { overviewHandlers } from './functions/overview-screen';
import { predictionHandlers } from './functions/predictions-screen';
import { privacyHandlers } from './functions/privacy';
import { knowPlan, measureProfiles, profileHandlers } from './functions/profiles-screen';
import { reviewsHandlers } from './functions/reviews-screen';
import { revenueHandlers } from './functions/revenue-screen';
import { savedFunnelHandlers } from './functions/saved-funnels-screen';
import { segmentHandlers } from './functions/segments-screen';
import { signalHandlers } from './functions/signals-screen';
import { spaceHandlers } from './functions/space-screen';
import { stageHandlers } from './functions/stages-screen';
import { syncPlan } from './functions/sync';
import { syncHandlers } from './functions/sync-screen';
import { keepUp, keepUpHourly } from './functions/upkeep';
import { uptakeHandlers } from './functions/uptake-screen';
import { vendorHouse } from './functions/vendor-house';
import { vendorMigrations } from './store/migrations/vendor';

// What comes into the store by way of delivery counts as much as what comes through the intake.
followStored(followStoredBatch);

export { exportChart } from './functions/chart-export';
export { deliver } from './functions/deliver';
export { erasePeople } from './functions/erasure';
export { intake, storeIntake } from './functions/intake';
export { learnStep } from './functions/learning';
export { syncPlan, syncSlice } from './functions/sync';
export const consoleResolver = consoleResolverFor(
  'vendor',
  vendorMigrations,
  {
    ...overviewHandlers(vendorHouse),
    ...engagementHandlers('vendor'),
    ...journeyHandlers('vendor'),
    ...deliveryHandlers('vendor', sendOneLetter),
    ...privacyHandlers('vendor', eraseUserAsked),
  },
  {
    calls: vendorCalls,
    handlers: {
      ...accountHandlers,
      ...computedHandlers,
      ...customScoreHandlers,
      ...healthHandlers,
      ...predictionHandlers,
      ...profileHandlers,
      ...revenueHandlers,
      ...syncHandlers,
      ...reviewsHandlers,
      ...savedFunnelHandlers,
      ...segmentHandlers,
      ...signalHandlers,
      ...spaceHandlers,
      ...stageHandlers,
      ...uptakeHandlers,
    },
  },
);
export const upkeep = async () => {
  await keepUpHourly(vendorMigrations, 'vendor');
  await freezeEventProperties();
  await erasuresAsked();
  await measureProfiles();
  await learnWhenDue();
};
/** Installed or upgraded: the schema first, then the first sync at once instead of within the hour. */
export const lifecycle = async () => {
  await keepUp(vendorMigrations, 'vendor');
  await knowPlan();
  await syncPlan();
};
