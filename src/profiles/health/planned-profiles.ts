import type { SqlPort } from '../../platform/ports';
import { EVERY_STAGE, healthProfiles } from '../../store/health';
import type { HealthProfile } from '../../store/health';
import { segmentSources } from '../../store/segment-sources';
import { ruleSetOf } from './colour';
import type { RuleSet } from './colour';
import { planRules } from './rules';
import type { PlannedRules } from './rules';

/** Rules of a colour by their places among all. */
export type PlacedRules = { readonly match: RuleSet['match']; readonly places: readonly number[] };
export type PlacedProfile = { readonly profile: HealthProfile; readonly good: PlacedRules; readonly bad: PlacedRules };

export type PlannedProfiles = {
  readonly planned: PlannedRules;
  readonly byStage: ReadonlyMap<string, PlacedProfile>;
  /** The profile that accounts of a stage (null without one) go by, if there is such a profile; null for those that have left. */
  readonly keyOf: (stage: string | null) => string | null;
};

export async function plannedProfiles(port: SqlPort): Promise<PlannedProfiles> {
  const profiles = await healthProfiles(port);
  const sets = profiles.flatMap(({ good, bad }) => [ruleSetOf(good), ruleSetOf(bad)]);
  const planned = planRules(
    await segmentSources(port),
    sets.flatMap(({ rules }) => rules),
  );
  let next = 0;
  const placed = sets.map(({ match, rules }): PlacedRules => ({ match, places: rules.map(() => next++) }));
  const none: PlacedRules = { match: 'any', places: [] };
  const byStage = new Map(
    profiles.map((profile, index) => [profile.stage, { profile, good: placed[2 * index] ?? none, bad: placed[2 * index + 1] ?? none }]),
  );
  const keyOf = (stage: string | null): string | null => {
    if (stage !== null && byStage.has(stage)) return stage;
    return hasLeft(planned, stage) ? null : EVERY_STAGE;
  };
  return { planned, byStage, keyOf };
}

/** Whether accounts of a stage (null without one) are gone. */
export const hasLeft = ({ stored }: PlannedRules, stage: string | null): boolean =>
  stage !== null && stored.catalogue.stages.account.get(stage)?.kind === 'churn';

/** The profile that accounts of a stage go by; none where scores tell. */
export function governing({ byStage, keyOf }: PlannedProfiles, stage: string | null): PlacedProfile | undefined {
  const key = keyOf(stage);
  return key === null ? undefined : byStage.get(key);
}
