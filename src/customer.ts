import { consoleResolverFor } from './functions/console-resolver';
import { deliveryHandlers } from './functions/delivery-screen';
import { engagementHandlers } from './functions/engagement-screen';
import { journeyHandlers } from './functions/journeys-screen';
import { eraseUserHere } from './functions/erasure-here';
import { signOfLife } from './functions/lifecycle';
import { overviewHandlers } from './functions/overview-screen';
import { privacyHandlers } from './functions/privacy';
import { keepUpHourly } from './functions/upkeep';
import { customerMigrations } from './store/migrations/customer';

export { deliver } from './functions/deliver';
export { checklist } from './functions/checklist';
export { customerLifecycle as lifecycle, farewell, heartbeat } from './functions/lifecycle';
export const consoleResolver = consoleResolverFor(
  'site',
  customerMigrations,
  {
    ...overviewHandlers({ scope: 'site' }),
    ...engagementHandlers('site'),
    ...journeyHandlers('site'),
    ...deliveryHandlers('site', signOfLife),
    ...privacyHandlers('site', eraseUserHere),
  },
  { calls: {}, handlers: {} },
);
export const upkeep = () => keepUpHourly(customerMigrations, 'customer');
