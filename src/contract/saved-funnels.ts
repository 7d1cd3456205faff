import { z } from 'zod';
import { FunnelLimitDays, FunnelLimitOf, FunnelSteps } from './funnel';
import { savedCalls, SavedName } from './saved';

/** A funnel as somebody put it together: its events in their order, and the time that they may take. */
export const SavedFunnel = z.strictObject({
  name: SavedName,
  steps: FunnelSteps.min(2),
  limitDays: FunnelLimitDays,
  limitOf: FunnelLimitOf,
});
export type SavedFunnel = z.infer<typeof SavedFunnel>;

const calls = savedCalls(SavedFunnel);
export const savedFunnelCalls = {
  funnels: calls.all,
  saveFunnel: calls.save,
  renameFunnel: calls.rename,
  removeFunnel: calls.remove,
} as const;
