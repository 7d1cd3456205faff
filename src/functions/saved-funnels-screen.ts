import { savedFunnels } from '../console/saved-lists';
import type { savedFunnelCalls } from '../contract/saved-funnels';
import { kvsPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';

/** Funnels that were saved. Whoever may open the console may save, rename and remove them. */
export const savedFunnelHandlers: ConsoleHandlers<typeof savedFunnelCalls> = {
  funnels: async () => ({ list: await savedFunnels.read(kvsPort) }),
  saveFunnel: (input) => savedFunnels.save(kvsPort, input),
  renameFunnel: (input) => savedFunnels.rename(kvsPort, input),
  removeFunnel: ({ name }) => savedFunnels.remove(kvsPort, name),
};
