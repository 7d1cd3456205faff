import { consoleResolverFor } from './functions/console-resolver';
import { deliveryHandlers } from './functions/delivery-screen';
import { signOfLife } from './functions/lifecycle';
import { keepUpHourly } from './functions/upkeep';
import { customerMigrations } from './store/migrations/customer';

export { checklist } from './functions/checklist';
export { deliver } from './functions/capture';
export { customerLifecycle as lifecycle, farewell, heartbeat } from './functions/lifecycle';
export const consoleResolver = consoleResolverFor('site', customerMigrations, () => Promise.resolve(null), {
  ...deliveryHandlers('site', signOfLife),
});
export const upkeep = () => keepUpHourly(customerMigrations);
