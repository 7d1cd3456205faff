import { builderAnswer, previewAnswer, saveAnswer } from '../console/segment-builder';
import { whyAnswer } from '../console/segment-why';
import { membersAnswer, overlapAnswer, segmentAnswer, segmentsAnswer, subjectsAnswer, turnsAnswer } from '../console/segments';
import type { segmentCalls } from '../contract/segments';
import { clockPort, sqlPort } from '../platform/forge-ports';
import { setArchived } from '../profiles/segments/save-definition';
import type { ConsoleHandlers } from './console-resolver';
import { pushSync } from './sync-ports';

const ports = { sql: sqlPort, clock: clockPort, walk: () => pushSync([{ kind: 'segments', from: null }]) };

/** Segments of accounts and users. Whoever may open the console may write them. */
export const segmentHandlers: ConsoleHandlers<typeof segmentCalls> = {
  segments: () => segmentsAnswer(ports),
  segmentBuilder: (input) => builderAnswer(ports, input),
  segmentPreview: (input) => previewAnswer(ports, input),
  segmentSave: (input) => saveAnswer(ports, input),
  segmentArchive: async ({ segmentId, archived }) => {
    const [problem] = await setArchived(ports, segmentId, archived);
    return { problem: problem?.message ?? null, ...(await segmentsAnswer(ports)) };
  },
  segment: ({ segmentId }) => segmentAnswer(ports, segmentId),
  segmentMembers: (input) => membersAnswer(ports, input),
  segmentTurns: (input) => turnsAnswer(ports, input),
  segmentOverlap: (input) => overlapAnswer(ports, input),
  segmentSubjects: (input) => subjectsAnswer(ports, input),
  segmentWhy: ({ segmentId, ...pair }) => whyAnswer(ports, segmentId, pair),
};
