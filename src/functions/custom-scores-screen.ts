import { customScoreBuilder, customScoresAnswer, dropScore, saveScore } from '../console/custom-scores';
import type { customScoreCalls } from '../contract/custom-scores';
import { clockPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { startScoring } from './learning';

const ports = { sql: sqlPort, clock: clockPort, rescore: (scoreId: number) => startScoring({ scoreId }) };

/** Scores by rules. Only admins define them. */
export const customScoreHandlers: ConsoleHandlers<typeof customScoreCalls> = {
  customScores: async ({ filter }, { isAdmin }) => await customScoresAnswer(ports, filter, await isAdmin()),
  customScoreBuilder: async ({ scoreId }, { isAdmin }) => await customScoreBuilder(ports, scoreId, await isAdmin()),
  saveCustomScore: async (input, { onlyAdmin }) => {
    await onlyAdmin();
    return await saveScore(ports, input);
  },
  dropCustomScore: async ({ scoreId }, { onlyAdmin }) => {
    await onlyAdmin();
    await dropScore(ports, scoreId);
    return {};
  },
};
