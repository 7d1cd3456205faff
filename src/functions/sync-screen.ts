import { testConnection } from '../console/sync-connection';
import { asideText, changesPage, listAside, unmatchedPage } from '../console/sync-lists';
import { askForPass, pauseOrResume, syncReport } from '../console/sync';
import type { syncCalls } from '../contract/sync';
import { importRows } from '../marketplace/import-rows';
import type { ConsoleHandlers } from './console-resolver';
import { pushPlanned, pushSync, syncPorts } from './sync-ports';

/** The calls of the sync screen. Whatever changes something, asks the Marketplace, or shows whom a row names is for admins alone. */
export const syncHandlers: ConsoleHandlers<typeof syncCalls> = {
  sync: async (_input, { isAdmin }) => await syncReport(syncPorts, { canChange: await isAdmin() }),
  testConnection: async (_input, { onlyAdmin }) => {
    await onlyAdmin();
    return await testConnection(syncPorts);
  },
  readNow: async ({ report, pass }, { onlyAdmin }) => {
    await onlyAdmin();
    await askForPass(syncPorts, report, pass);
    await pushPlanned();
    return await syncReport(syncPorts, { canChange: true });
  },
  pauseReport: async ({ report, paused }, { onlyAdmin }) => {
    await onlyAdmin();
    await pauseOrResume(syncPorts, report, paused);
    if (!paused) await pushPlanned();
    return await syncReport(syncPorts, { canChange: true });
  },
  changes: (input) => changesPage(syncPorts, input),
  aside: (input) => listAside(syncPorts, input),
  asideRaw: async ({ id }, { onlyAdmin }) => {
    await onlyAdmin();
    return { text: await asideText(syncPorts, id) };
  },
  unmatched: (input) => unmatchedPage(syncPorts, input),
  importPiece: async ({ report, text }, { onlyAdmin }) => {
    await onlyAdmin();
    const outcome = await importRows(syncPorts, { feed: report, text });
    return outcome.kind === 'imported' ? { ...outcome, aside: [...outcome.aside] } : outcome;
  },
  importDone: async (_input, { onlyAdmin }) => {
    await onlyAdmin();
    await pushSync([{ kind: 'refresh', afterId: 0 }]);
    return {};
  },
};
