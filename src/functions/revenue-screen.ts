import { differencesAnswer, flagsAnswer, reconciliationAnswer, statementAnswer, statementLinesAnswer } from '../console/revenue-books';
import { accountAnswer, bridgeAnswer, movementsAnswer, rawLineAnswer } from '../console/revenue-bridge';
import { marginAnswer } from '../console/revenue-margin';
import { churnAnswer, customersAnswer, renewalsAnswer, retentionAnswer, trialsAnswer } from '../console/revenue-views';
import type { revenueCalls } from '../contract/revenue';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { changeGraceDays, writeCosts } from '../profiles/revenue-settings';
import type { ConsoleHandlers } from './console-resolver';
import { pushSync } from './sync-ports';

const ports = { sql: sqlPort, kvs: kvsPort, clock: clockPort };

/** The revenue screen's calls. */
export const revenueHandlers: ConsoleHandlers<typeof revenueCalls> = {
  revenueBridge: (input) => bridgeAnswer(ports, input),
  revenueMovements: (input) => movementsAnswer(ports, input),
  revenueAccount: (input) => accountAnswer(ports, input),
  revenueRawLine: ({ lineId }) => rawLineAnswer(ports, lineId),
  revenueRetention: (input) => retentionAnswer(ports, input),
  revenueChurn: (input) => churnAnswer(ports, input),
  revenueTrials: (input) => trialsAnswer(ports, input),
  revenueRenewals: (input) => renewalsAnswer(ports, input),
  revenueCustomers: (input) => customersAnswer(ports, input),
  revenueReconciliation: (input) => reconciliationAnswer(ports, input),
  revenueDifferences: (input) => differencesAnswer(ports, input),
  revenueFlags: (input) => flagsAnswer(ports, input),
  revenueStatement: async (input, { isAdmin }) => statementAnswer(ports, input, await isAdmin()),
  revenueStatementLines: (input) => statementLinesAnswer(ports, input),
  revenueMargin: (input) => marginAnswer(ports, input),
  setRevenueCosts: async (input, { onlyAdmin }) => {
    await onlyAdmin();
    await writeCosts(kvsPort, input);
    return {};
  },
  setRevenueGrace: async ({ graceDays }, { onlyAdmin }) => {
    await onlyAdmin();
    await changeGraceDays(ports, graceDays);
    await pushSync([{ kind: 'revenue', from: { step: 'compute' } }]);
    return {};
  },
};
