import { activationAnswer } from '../console/activation';
import { funnelAnswer } from '../console/funnel';
import { seatUseAnswer } from '../console/seat-use';
import type { journeyCalls } from '../contract/journeys';
import { clockPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { foldCaptured, packActivity, refreshUseForPage } from './upkeep';

const ports = { sql: sqlPort, clock: clockPort };
/** A page may wait so long for the newest activity to come into the figures; what is left is told as waiting. */
const FRESHEN_MS = 3_000;

/** The ways of units through the product, over all sites or on this one. */
export function journeyHandlers(scope: 'vendor' | 'site'): ConsoleHandlers<typeof journeyCalls> {
  const fold = async (): Promise<void> => {
    // A site's own usage is as fresh as its ledger; the vendor's comes through the intake.
    if (scope === 'site') await foldCaptured(FRESHEN_MS);
  };
  return {
    funnel: async (input) => {
      await fold();
      await packActivity(FRESHEN_MS);
      return await funnelAnswer(ports, input);
    },
    activation: async (input) => {
      await fold();
      await refreshUseForPage(FRESHEN_MS);
      return await activationAnswer(ports, input);
    },
    seatUse: async (input) => {
      await fold();
      return await seatUseAnswer(ports, scope, input);
    },
  };
}
