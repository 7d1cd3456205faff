import type { SqlPort } from '../../platform/ports';
import type { Condition } from '../../segments/condition';
import { customScores } from '../../store/custom-scores';
import type { ScoredKind } from '../../store/custom-scores';
import { EVERY_STAGE, healthProfiles } from '../../store/health';
import { segmentSources } from '../../store/segment-sources';
import type { StoredPlan } from '../segments/plan-in-store';
import { stageNames } from '../stage-rules/stages-of';
import { waysTo } from '../ways';

/** What makes health and scores by rules, with what it is called. */
export type MadeByRules = { readonly name: string; readonly kind: ScoredKind; readonly conditions: readonly Condition[] };

/** All that somebody wrote to decide health and scores. */
export async function madeByRules(port: SqlPort): Promise<readonly MadeByRules[]> {
  const profiles = await healthProfiles(port);
  const nameOf = profiles.length === 0 ? String : stageNames((await segmentSources(port)).stages);
  return [
    ...profiles.map(({ stage, good, bad }) => ({
      name: stage === EVERY_STAGE ? 'the health of every stage' : `the health of “${nameOf(stage)}”`,
      kind: 'account' as const,
      conditions: [good, bad].filter((condition) => condition !== null),
    })),
    ...(await customScores(port)).map(({ name, kind, rules }) => ({
      kind,
      name: `the score “${name}”`,
      conditions: rules.map(({ condition }) => condition),
    })),
  ];
}

/** Each way round that there is now and was not before, from what is made by rules over what they ask for back to it, in a sentence. */
export function circlesMade(all: readonly MadeByRules[], before: StoredPlan, after: StoredPlan): readonly string[] {
  return all.flatMap(({ name, kind, conditions }) =>
    conditions.flatMap((condition) => {
      if (waysTo('health', kind, condition, before.made).length > 0) return [];
      const [way] = waysTo('health', kind, condition, after.made);
      return way === undefined ? [] : [`That would go round in a circle: ${[name, ...way.through, way.to].join(' → ')}.`];
    }),
  );
}
