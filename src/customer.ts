import { consoleResolverFor } from './functions/console-resolver';
import { keepUp } from './functions/upkeep';
import { coreMigrations } from './store/migrations/0001-core';

export { checklist } from './functions/checklist';
export { deliver } from './functions/deliver';
export { customerLifecycle as lifecycle, farewell, heartbeat } from './functions/lifecycle';
export const consoleResolver = consoleResolverFor('site', coreMigrations, () => Promise.resolve(null));
export const upkeep = () => keepUp(coreMigrations);
