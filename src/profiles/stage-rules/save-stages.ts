import { segmentSources } from '../../store/segment-sources';
import { saveStageSet } from '../../store/stage-set';
import type { RuledStage, StageSet } from '../../store/stage-set';
import type { SavePorts } from '../segments/save-definition';
import { missedStages, parseStages } from './draft-stages';
import type { StageDraft, StageProblem } from './draft-stages';
import { BY_LICENCE, formerBeside, stagesOf } from './stages-of';
import type { Stage } from './stages-of';

type Saved = { readonly version: number } | { readonly problems: readonly StageProblem[] };

/**
 * Makes these the stages, or with null those by licence again, and has every account put into its stage. `version`: of the stages that the
 * drafts were made of.
 */
export async function saveStages(
  ports: SavePorts,
  { version, stages: drafts }: { readonly version: number; readonly stages: readonly StageDraft[] | null },
): Promise<Saved> {
  const sources = await segmentSources(ports.sql);
  const parsed = drafts === null ? { stages: null } : parseStages(sources, drafts);
  if ('problems' in parsed) return parsed;
  const { stages } = parsed;
  const missed = missedStages(sources, stages ?? BY_LICENCE);
  if (missed.length > 0) return { problems: missed };
  const former = formerBeside(sources.stages, stages ?? BY_LICENCE);
  const turned = turnedStages(sources.stages, stages ?? BY_LICENCE);
  const movesNobody = turned.length === 0 && isSamePlaces(sources.stages, stages);
  if (!(await saveStageSet(ports.sql, version, { stages, former, turned, movesNobody })))
    return { problems: [{ stage: null, path: '', message: 'Somebody else changed the stages meanwhile. Reload the page.' }] };
  await ports.walk();
  return { version: version + 1 };
}

/** Those that are of another kind now, and those that had become so when nobody had followed yet. */
function turnedStages(set: StageSet, stages: readonly Pick<Stage, 'key' | 'kind'>[]): readonly string[] {
  const before = new Map(stagesOf(set).map(({ key, kind }) => [key, kind]));
  const turned = stages.flatMap(({ key, kind }) => ((before.get(key) ?? kind) === kind ? [] : [key]));
  return set.placedVersion === set.version ? turned : [...new Set([...set.turned, ...turned])];
}

/** Names may be others: the same rules, in the same order, put accounts into the same stages. */
function isSamePlaces(set: StageSet, stages: readonly RuledStage[] | null): boolean {
  const placesOf = (each: readonly RuledStage[] | null): string => JSON.stringify(each?.map(({ key, ruleId }) => [key, ruleId]) ?? null);
  return placesOf(set.stages) === placesOf(stages);
}
