import { stagePreviewAnswer, stageRulesAnswer } from '../console/stage-rules';
import type { stageCalls } from '../contract/stages';
import { clockPort, sqlPort } from '../platform/forge-ports';
import { saveStages } from '../profiles/stage-rules/save-stages';
import type { ConsoleHandlers } from './console-resolver';
import { pushSync } from './sync-ports';

const ports = { sql: sqlPort, clock: clockPort, walk: () => pushSync([{ kind: 'segments', from: null }]) };

/** The stages that accounts go through. Admins change them. */
export const stageHandlers: ConsoleHandlers<typeof stageCalls> = {
  stageRules: async (_input, { isAdmin }) => stageRulesAnswer(ports, await isAdmin()),
  stagePreview: ({ stages }) => stagePreviewAnswer(ports, stages),
  stagesSave: async (input, { onlyAdmin }) => {
    await onlyAdmin();
    const saved = await saveStages(ports, input);
    return 'problems' in saved ? { problems: [...saved.problems] } : saved;
  },
};
