import { customerLifecycle } from './functions/lifecycle';
import { lifecycle as vendorLifecycle } from './vendor';

export { checklist, farewell, heartbeat } from './customer';
export { consoleResolver, deliver, erasePeople, exportChart, intake, learnStep, storeIntake, syncPlan, syncSlice, upkeep } from './vendor';
/** A private app is both: its own customer and its own vendor. */
export const lifecycle = async (event: Parameters<typeof customerLifecycle>[0], context: object) => {
  await vendorLifecycle();
  await customerLifecycle(event, context);
};
