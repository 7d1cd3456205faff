import { healthAccounts, healthBoard } from '../console/health';
import { dropHealthRules, healthRules, saveHealthRules } from '../console/health-rules';
import type { healthCalls } from '../contract/health';
import { clockPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { startScoring } from './learning';

const ports = { sql: sqlPort, clock: clockPort, rescore: (stage: string) => startScoring({ stage }) };

/** How accounts are. Only admins say what is good and what is bad. */
export const healthHandlers: ConsoleHandlers<typeof healthCalls> = {
  health: async ({ filter }, { isAdmin }) => await healthBoard(ports, filter, await isAdmin()),
  healthAccounts: (input) => healthAccounts(ports, input),
  healthRules: async (_input, { isAdmin }) => await healthRules(ports, await isAdmin()),
  saveHealthRules: async (input, { onlyAdmin }) => {
    await onlyAdmin();
    return await saveHealthRules(ports, input);
  },
  dropHealthRules: async ({ stage }, { onlyAdmin }) => {
    await onlyAdmin();
    await dropHealthRules(ports, stage);
    return {};
  },
};
