import type { StagePreviewAnswer, StageRulesAnswer } from '../contract/stages';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { readPlan } from '../profiles/segments/plan-in-store';
import { parseStages } from '../profiles/stage-rules/draft-stages';
import type { StageDraft } from '../profiles/stage-rules/draft-stages';
import { previewStages } from '../profiles/stage-rules/preview-stages';
import { stagesOf } from '../profiles/stage-rules/stages-of';
import { segmentSources } from '../store/segment-sources';
import { FIRST_STAGE_SET } from '../store/stage-set';
import type { StageSet } from '../store/stage-set';
import { catalogueAnswer } from './segment-builder';

type StagePorts = { readonly sql: SqlPort; readonly clock: ClockPort };

/** A page waits so long for a preview; what was not looked at by then is told. */
const PREVIEW_MS = 2_000;

/** The stages as they are edited, and what rules can ask about. */
export async function stageRulesAnswer(ports: StagePorts, canChange: boolean): Promise<StageRulesAnswer> {
  const plan = await readPlan(ports.sql);
  const set = plan.sources.stages;
  return {
    asOfDay: dayFromNumber(dayNumberOf(ports.clock())),
    canChange,
    version: set.version,
    isFirst: set.stages === null,
    catalogue: catalogueAnswer(plan),
    stages: written(set),
    first: written(FIRST_STAGE_SET),
  };
}

const written = (set: StageSet): StageRulesAnswer['stages'] =>
  stagesOf(set).map(({ key, name, kind, rule }) => ({ key, name, kind, rule }));

/** How many accounts would be in each, of those that there was time to look at. */
export async function stagePreviewAnswer(ports: StagePorts, drafts: readonly StageDraft[]): Promise<StagePreviewAnswer> {
  const parsed = parseStages(await segmentSources(ports.sql), drafts);
  if ('problems' in parsed) return { problems: [...parsed.problems] };
  const { accounts, nowhere, of, isWhole } = await previewStages(ports, parsed, ports.clock() + PREVIEW_MS);
  return { accounts: [...accounts], nowhere, of, isPart: !isWhole };
}
