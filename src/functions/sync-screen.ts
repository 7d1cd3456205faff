import { testConnection } from '../console/sync-connection';
import { askForPass, pauseOrResume, syncReport } from '../console/sync';
import type { syncCalls } from '../contract/sync';
import { clockPort, httpPort, sqlPort, variablesPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { syncPlan } from './sync';

const ports = { sql: sqlPort, http: httpPort, variables: variablesPort, clock: clockPort };

/** The calls of the sync screen. Whatever changes something is for admins of the vendor's site alone. */
export const syncHandlers: ConsoleHandlers<typeof syncCalls> = {
  sync: async (_input, { isAdmin }) => await syncReport(ports, { canChange: await isAdmin() }),
  testConnection: async (_input, { onlyAdmin }) => {
    await onlyAdmin();
    return await testConnection(ports);
  },
  readNow: async ({ report, pass }, { onlyAdmin }) => {
    await onlyAdmin();
    await askForPass(ports, report, pass);
    await syncPlan();
    return await syncReport(ports, { canChange: true });
  },
  pauseReport: async ({ report, paused }, { onlyAdmin }) => {
    await onlyAdmin();
    await pauseOrResume(ports, report, paused);
    if (!paused) await syncPlan();
    return await syncReport(ports, { canChange: true });
  },
};
