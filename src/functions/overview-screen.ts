import { overview } from '../console/overview';
import type { OverviewHouse } from '../console/overview-house';
import { overviewDays } from '../console/overview-series';
import { removeTarget, setTarget } from '../console/targets';
import { OverviewRequest } from '../contract/overview';
import type { Overview, overviewCalls } from '../contract/overview';
import type { targetCalls } from '../contract/targets';
import { dayNumber } from '../platform/days';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { recountsLeft } from '../store/stale-accounts';
import { FOLD_MS } from './console-resolver';
import type { ConsoleHandlers } from './console-resolver';
import { foldCaptured, refreshUseOfFew } from './upkeep';

const ports = { sql: sqlPort, clock: clockPort, kvs: kvsPort };
/** The first page may wait so long for the newest activity of a few accounts; what is left is told as waiting, and comes with the upkeep. */
const REFRESH_MS = 500;

/** The figures with the newest activity in them, as far as that comes in time. */
async function freshOverview(house: OverviewHouse, request: OverviewRequest, canSetTargets: boolean): Promise<Overview> {
  // A site's own usage is as fresh as its ledger; the vendor's comes through the intake.
  if (house.scope === 'site') await foldCaptured(FOLD_MS);
  await refreshUseOfFew(REFRESH_MS);
  return await overview(ports, house, request, canSetTargets);
}

/** The overview and its targets. */
export function overviewHandlers(house: OverviewHouse): ConsoleHandlers<typeof overviewCalls & typeof targetCalls> {
  return {
    overview: async (input, { isAdmin }) => await freshOverview(house, input, await isAdmin()),
    overviewDays: async (input) => {
      if (house.scope === 'site') await foldCaptured(FOLD_MS);
      return await overviewDays(ports, house, input);
    },
    countedAnew: async () => ({ accounts: await recountsLeft(sqlPort) }),
    setTarget: async (change, { onlyAdmin }) => {
      await onlyAdmin();
      const { asOfDay, tiles } = await overview(ports, house, OverviewRequest.parse({ rangeDays: 7 }), true);
      const current = tiles.find(({ name }) => name === change.tile)?.value ?? null;
      return { outcome: await setTarget(kvsPort, change, { today: dayNumber(asOfDay), current }) };
    },
    removeTarget: async ({ tile }, { onlyAdmin }) => {
      await onlyAdmin();
      await removeTarget(kvsPort, tile);
      return {};
    },
  };
}
