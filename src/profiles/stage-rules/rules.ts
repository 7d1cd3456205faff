import type { Segment } from '../../segments/condition';
import type { Problem } from '../../segments/problem';
import type { SegmentSources } from '../../store/segment-sources';
import type { RuledStage } from '../../store/stage-set';
import { waysTo } from '../ways';
import type { Made } from '../ways';

/**
 * Rules are asked like segments of accounts that are listed nowhere. Their ids are below zero, where no segment's is.
 */
export const ruleSegments = (stages: readonly RuledStage[]): readonly Segment[] =>
  stages.map(({ name, ruleId, rule }) => ({ id: idOfRule(ruleId), name: `Stage ${name}`, kind: 'account', condition: rule }));
export const idOfRule = (ruleId: number): string => String(-ruleId);

export const isOfRule = (segment: string | null): boolean => Number(segment) < 0;

/** The number of a segment by its id in conditions; null for what is no segment that is listed. */
export function listedId(id: string | null): number | null {
  const number = Number(id);
  return id !== null && number > 0 ? number : null;
}

/** Rules that ask about stages, themselves or by way of others: they would have to be decided before they are asked. */
export function circularRules(rules: readonly Segment[], made: Made): ReadonlyMap<string, readonly Problem[]> {
  return new Map(
    rules.flatMap(({ id, kind, condition }) => {
      const problems = waysTo('stages', kind, condition, made).map(({ path, by }) => ({
        path,
        message: by === null ? NO_STAGES : `${NO_STAGES}, and ${by} does: it would go round in a circle`,
      }));
      return problems.length === 0 ? [] : [[id, problems] as const];
    }),
  );
}

const NO_STAGES = 'a rule of a stage cannot ask about stages';

type Planned = { readonly sources: Pick<SegmentSources, 'stages'>; readonly circular: ReadonlyMap<string, readonly Problem[]> };

/** Stages whose rules could be asked before and no longer can: what decides them cannot ask about them. */
export function stagesLost(before: Planned, after: Planned): readonly string[] {
  return ruleSegments(after.sources.stages.stages ?? []).flatMap(({ id, name }) =>
    after.circular.has(id) && !before.circular.has(id) ? [name] : [],
  );
}
