import type { Condition, StageKind } from '../../segments/condition';
import { nodesOf, windowOf } from '../../segments/nodes';
import type { Problem } from '../../segments/problem';
import type { SegmentSources } from '../../store/segment-sources';
import type { RuledStage, StageSet } from '../../store/stage-set';
import { planOf } from '../segments/plan-in-store';
import type { StoredPlan } from '../segments/plan-in-store';
import { parseWritten } from '../segments/save-definition';
import { idOfRule } from './rules';
import { stagesOf } from './stages-of';

/** A stage as somebody wrote it. `key`: that of a stage that is there, maybe under another name; none for a new one. `rule`: whatever came. */
export type StageDraft = { readonly key?: string | null; readonly name: string; readonly kind: StageKind; readonly rule: unknown };
/** `stage`: by its place; null for what is wrong with all of them. */
export type StageProblem = Problem & { readonly stage: number | null };
export type ParsedStages =
  { readonly stages: readonly RuledStage[]; readonly stored: StoredPlan } | { readonly problems: readonly StageProblem[] };

/** Rules of one version have numbers of their own. */
const RULES_PER_VERSION = 100;

/**
 * Stages that could be saved with the plan that they are asked by, or everything that speaks against them. Rules that stay keep their
 * number, so that nobody has to be asked about them again.
 */
export function parseStages(sources: SegmentSources, drafts: readonly StageDraft[]): ParsedStages {
  const problems = [...nameProblems(drafts), ...keyProblems(sources.stages, drafts)];
  const keys = keysOf(sources.stages, drafts);
  const known = new Map((sources.stages.stages ?? []).map((stage) => [JSON.stringify(stage.rule), stage.ruleId]));
  const taken = new Set<number>();
  const stages = drafts.flatMap(({ name, kind, rule }, index): RuledStage[] => {
    const parsed = parseWritten(sources, 'account', rule);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => ({ ...problem, stage: index })));
      return [];
    }
    const kept = known.get(JSON.stringify(parsed.condition));
    const isFree = kept !== undefined && !taken.has(kept);
    const ruleId = isFree ? kept : (sources.stages.version + 1) * RULES_PER_VERSION + index;
    taken.add(ruleId);
    return [{ key: keys[index] ?? name, name, kind, ruleId, rule: parsed.condition }];
  });
  if (problems.length > 0) return { problems };
  const stored = planOf({ ...sources, stages: { ...sources.stages, stages } });
  const broken = stages.flatMap(({ ruleId }, stage) =>
    (stored.plan.broken.get(idOfRule(ruleId)) ?? []).map((problem) => ({ ...problem, stage })),
  );
  return broken.length > 0 ? { problems: broken } : { stages, stored };
}

function nameProblems(drafts: readonly StageDraft[]): readonly StageProblem[] {
  return drafts.flatMap(({ name }, stage) => {
    if (name === '') return [{ stage, path: 'name', message: 'Give it a name.' }];
    const isSecond = drafts.findIndex((each) => each.name === name) < stage;
    return isSecond ? [{ stage, path: 'name', message: `There are two stages that are called “${name}”.` }] : [];
  });
}

function keyProblems(set: StageSet, drafts: readonly StageDraft[]): readonly StageProblem[] {
  const known = stagesOf(set);
  return drafts.flatMap(({ key = null }, stage) => {
    const isThere = key === null || known.some((each) => each.key === key);
    const isSecond = key !== null && drafts.findIndex((each) => each.key === key) < stage;
    return isThere && !isSecond ? [] : [{ stage, path: 'name', message: 'This stage is gone or there twice. Reload the page.' }];
  });
}

/** A new one that is called like one that is or was there is that one again. */
function keysOf(set: StageSet, drafts: readonly StageDraft[]): readonly string[] {
  const known = [...stagesOf(set), ...set.former];
  const taken = new Set(drafts.flatMap(({ key }) => key ?? []));
  return drafts.map(({ key = null, name }) => {
    if (key !== null) return key;
    const same = known.find((each) => each.name === name && !taken.has(each.key));
    const own = same?.key ?? newKey(name, new Set([...taken, ...known.map((each) => each.key)]));
    taken.add(own);
    return own;
  });
}

/** Its first name, unless a stage that is called otherwise now had it before. */
function newKey(name: string, taken: ReadonlySet<string>): string {
  let key = name;
  for (let number = 2; taken.has(key); number += 1) key = `stage ${String(number)}`;
  return key;
}

/** Segments that ask about a stage which would be gone could not be evaluated any more. */
export function missedStages(sources: SegmentSources, stages: readonly { readonly key: string }[]): readonly StageProblem[] {
  const gone = stagesOf(sources.stages).filter(({ key }) => !stages.some((stage) => stage.key === key));
  return sources.segments.flatMap(({ kind, name, condition }) => {
    const asked = new Set(nodesOf(kind, condition).flatMap(({ node }) => namedStages(node)));
    return gone
      .filter(({ key }) => asked.has(key))
      .map((stage) => ({
        stage: null,
        path: '',
        message: `The segment “${name}” asks about the stage “${stage.name}”: change the segment first, or keep the stage.`,
      }));
  });
}

function namedStages(node: Condition): readonly string[] {
  if (node.type === 'stage') return node.stages;
  if (node.type === 'stageEntered') return [node.stage];
  const window = windowOf(node);
  return window?.type === 'sinceStage' && window.stage !== null ? [window.stage] : [];
}
