import { predictionsAnswer, prioritiesAnswer } from '../console/predictions';
import type { predictionCalls } from '../contract/predictions';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { OUTCOMES } from '../profiles/predictions/outcomes';
import { decideSignal } from '../store/predictions';
import type { ConsoleHandlers } from './console-resolver';
import { startLearning } from './learning';

const ports = { sql: sqlPort, kvs: kvsPort, clock: clockPort };

/** What may come of accounts. Only admins decide on signals and have it learned anew. */
export const predictionHandlers: ConsoleHandlers<typeof predictionCalls> = {
  predictions: async (_input, { isAdmin }) => await predictionsAnswer(ports, await isAdmin()),
  priorities: (input) => prioritiesAnswer(ports, input),
  decideSignal: async ({ outcome, key, state, reason }, { onlyAdmin }) => {
    await onlyAdmin();
    await decideSignal(sqlPort, outcome, key, state, reason);
    return await predictionsAnswer(ports, true);
  },
  learnNow: async (_input, { onlyAdmin }) => {
    await onlyAdmin();
    if (!(await predictionsAnswer(ports, true)).isLearning) await startLearning(OUTCOMES);
    return await predictionsAnswer(ports, true);
  },
};
