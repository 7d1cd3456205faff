import { spaceReport } from '../console/space';
import type { spaceCalls } from '../contract/space';
import { logPort, sqlPort } from '../platform/forge-ports';
import { tableSizes } from '../store/queries/table-sizes';
import type { ConsoleHandlers } from './console-resolver';

/** How full the database is. A platform that will not tell leaves the rest of the settings as they are. */
export const spaceHandlers: ConsoleHandlers<typeof spaceCalls> = {
  space: async () => {
    try {
      return spaceReport(await tableSizes(sqlPort));
    } catch (error) {
      logPort('warn', 'space-unknown', { error: error instanceof Error ? error.name : 'unknown' });
      return spaceReport(null);
    }
  },
};
