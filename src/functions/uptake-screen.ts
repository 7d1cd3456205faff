import { uptakeAnswer } from '../console/uptake';
import type { uptakeCalls } from '../contract/uptake';
import { clockPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { packActivity, refreshUseForPage } from './upkeep';

/** A page may wait so long, twice, for the newest activity to come into the figures; what is left is told as waiting. */
const FRESHEN_MS = 2_000;

/** How features were taken up over all sites, and what goes with their use. */
export const uptakeHandlers: ConsoleHandlers<typeof uptakeCalls> = {
  uptake: async (input) => {
    await refreshUseForPage(FRESHEN_MS);
    await packActivity(FRESHEN_MS);
    return await uptakeAnswer({ sql: sqlPort, clock: clockPort }, input);
  },
};
