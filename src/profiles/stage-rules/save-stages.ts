import { segmentSources } from '../../store/segment-sources';
import { saveStageSet } from '../../store/stage-set';
import type { SavePorts } from '../segments/save-definition';
import { missedStages, parseStages } from './draft-stages';
import type { StageDraft, StageProblem } from './draft-stages';
import { DEFAULT_STAGES } from '../default-stage';

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
  const missed = missedStages(sources, drafts === null ? Object.keys(DEFAULT_STAGES) : drafts.map(({ name }) => name));
  if (missed.length > 0) return { problems: missed };
  const parsed = drafts === null ? { stages: null } : parseStages(sources, drafts);
  if ('problems' in parsed) return parsed;
  if (!(await saveStageSet(ports.sql, version, parsed.stages)))
    return { problems: [{ stage: null, path: '', message: 'Somebody else changed the stages meanwhile. Reload the page.' }] };
  await ports.walk();
  return { version: version + 1 };
}
