import { consoleResolverFor } from './functions/console-resolver';
import { keepUp } from './functions/upkeep';
import { customerMigrations } from './store/migrations/customer';

export { checklist } from './functions/checklist';
export { deliver } from './functions/capture';
export { customerLifecycle as lifecycle, farewell, heartbeat } from './functions/lifecycle';
export const consoleResolver = consoleResolverFor('site', customerMigrations, () => Promise.resolve(null));
export const upkeep = () => keepUp(customerMigrations);
