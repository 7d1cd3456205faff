import { predictionsAnswer } from '../console/predictions';
import { groupSignal, removeSignal, saveSignal, signalBuilder } from '../console/signals';
import type { signalCalls } from '../contract/signals';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { chooseBasis } from '../profiles/predictions/learning-basis';
import type { ConsoleHandlers } from './console-resolver';
import { startJudging, startLearning } from './learning';

const ports = { sql: sqlPort, kvs: kvsPort, clock: clockPort };

/** Signals that admins write by hand. */
export const signalHandlers: ConsoleHandlers<typeof signalCalls> = {
  signalBuilder: (input) => signalBuilder(ports, input),
  signalSave: async (input, { onlyAdmin }) => {
    await onlyAdmin();
    const answer = await saveSignal(sqlPort, input);
    if ('key' in answer) await startJudging(input.outcome);
    return answer;
  },
  signalRemove: async ({ outcome, key }, { onlyAdmin }) => {
    await onlyAdmin();
    await removeSignal(sqlPort, outcome, key);
    return await predictionsAnswer(ports, true);
  },
  learnFrom: async ({ outcome, basis }, { onlyAdmin }) => {
    await onlyAdmin();
    await chooseBasis(kvsPort, outcome, basis);
    // While it is being learned, the choice waits for the next time.
    if (!(await predictionsAnswer(ports, true)).isLearning) await startLearning([outcome]);
    return await predictionsAnswer(ports, true);
  },
  signalGroup: async ({ outcome, key, group }, { onlyAdmin }) => {
    await onlyAdmin();
    await groupSignal(sqlPort, outcome, key, group);
    return await predictionsAnswer(ports, true);
  },
};
