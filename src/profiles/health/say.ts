import type { SqlPort } from '../../platform/ports';
import type { ToldHealth } from '../../prediction/smoothing';
import type { StageStanding } from '../../store/health';
import { scoresOf } from '../../store/predictions';
import { OUTCOMES } from '../predictions/outcomes';
import { MIDDLE } from '../scores/health-score';
import { scoreByPoints } from '../scores/points';
import type { PointsScore, RulePoints } from '../scores/points';
import { healthByScores, pointsByScores } from './default-health';
import type { Foretold } from './default-health';
import { governing } from './planned-profiles';
import type { PlannedProfiles } from './planned-profiles';
import { reasonOfScore } from './reasons';
import type { HealthReason } from './reasons';
import { askRules } from './rules';
import { pointsByRules, sayByRules } from './say-by-rules';

/**
 * What is said of an account today, and why. `score`: its health in points, null where a rule cannot be told; `shown` where scores that are
 * smoothed already make it. `rules`: what it is made of, where rules make it.
 */
export type Said = {
  readonly health: ToldHealth;
  readonly reasons: () => readonly HealthReason[];
  readonly score: (PointsScore & { readonly shown?: number }) | null;
  readonly rules: readonly RulePoints[] | null;
};

/** By rules where its stage has some, else by scores; accounts without either, and those that have left, are left out. */
export async function sayOf(
  port: SqlPort,
  profiles: PlannedProfiles,
  accounts: readonly StageStanding[],
  today: number,
): Promise<ReadonlyMap<number, Said>> {
  const said = new Map<number, Said>();
  const ruled = accounts.flatMap(({ accountId, stage }) => {
    const profile = governing(profiles, stage);
    return profile === undefined ? [] : [{ accountId, profile }];
  });
  if (ruled.length > 0) {
    const answers = await askRules(
      port,
      profiles.planned,
      ruled.map(({ accountId }) => accountId),
      today,
    );
    for (const { accountId, profile } of ruled) {
      const rules = pointsByRules(profiles.planned, profile, answers, accountId);
      const score = rules === null ? null : scoreByPoints(MIDDLE, rules);
      said.set(accountId, { ...sayByRules(profiles.planned, profile, answers, accountId), score, rules });
    }
  }
  const others = accounts.flatMap(({ accountId, stage }) => (said.has(accountId) || profiles.keyOf(stage) === null ? [] : [accountId]));
  for (const [id, scores] of await foretoldOf(port, others)) {
    const found = healthByScores(scores);
    if (found !== null)
      said.set(id, { health: found.health, reasons: () => [reasonOfScore(found.by)], score: pointsByScores(scores), rules: null });
  }
  return said;
}

async function foretoldOf(port: SqlPort, accountIds: readonly number[]): Promise<ReadonlyMap<number, Foretold>> {
  const foretold = new Map<number, Foretold>();
  if (accountIds.length === 0) return foretold;
  for (const outcome of OUTCOMES) {
    for (const [id, score] of await scoresOf(port, outcome, accountIds)) foretold.set(id, { ...foretold.get(id), [outcome]: score });
  }
  return foretold;
}
