import type { SqlPort } from '../../platform/ports';
import { NO, UNKNOWN, YES } from '../../segments/engine';
import type { Outcome } from '../../segments/engine';
import { customScores, outcomeOfCustom } from '../../store/custom-scores';
import type { ScoredKind } from '../../store/custom-scores';
import { accountsAfter } from '../../store/health';
import { dropScores, scoresOf } from '../../store/predictions';
import type { StoredScore } from '../../store/predictions';
import { segmentSources } from '../../store/segment-sources';
import { askRules, planRules } from '../health/rules';
import type { PlannedRules, RuleAnswers } from '../health/rules';
import { hasLeft } from '../health/planned-profiles';
import { SUBJECTS_AT_ONCE } from '../segments/ask-subjects';
import { keepScores } from './keep-scores';
import { scoreByPoints } from './points';
import type { RulePoints } from './points';
import { smoothed } from './smoothed';

/** A score with its rules by their places among all that are asked. */
export type PlacedScore = {
  readonly scoreId: number;
  readonly name: string;
  /** In points. */
  readonly base: number;
  readonly rules: readonly { readonly place: number; readonly points: number }[];
};
export type PlannedScores = { readonly planned: PlannedRules; readonly scores: readonly PlacedScore[] };

export async function plannedScores(port: SqlPort, kind: ScoredKind = 'account'): Promise<PlannedScores> {
  const stored = (await customScores(port)).filter((score) => score.kind === kind);
  const planned = planRules(
    await segmentSources(port),
    stored.flatMap(({ rules }) => rules.map(({ condition }) => condition)),
    kind,
  );
  let next = 0;
  const scores = stored.map(({ rules, ...score }) => ({ ...score, rules: rules.map(({ points }) => ({ place: next++, points })) }));
  return { planned, scores };
}

/** What each rule comes to for an account; null where one of them cannot be told, and with it the score. */
export const pointsOf = (planned: PlannedRules, score: PlacedScore, { outcomeOf }: RuleAnswers, accountId: number) =>
  pointsBy(planned, score, (place) => outcomeOf(accountId, place));

export function pointsBy(
  { rules: asked }: PlannedRules,
  { rules }: PlacedScore,
  outcomeAt: (place: number) => Outcome,
): readonly RulePoints[] | null {
  const outcomes = rules.map(({ place }) => outcomeAt(place));
  if (outcomes.includes(UNKNOWN)) return null;
  return rules.map(({ place, points }, index) => ({
    words: asked[place]?.words ?? '',
    tenths: points * 10,
    holds: (outcomes[index] ?? NO) === YES,
  }));
}

/**
 * Scores every account that has not left by the rules of every score. Running again changes nothing. `changedId`: somebody changed that score,
 * so that it is shown as it is at once.
 */
export async function keepCustomScores(port: SqlPort, today: number, changedId: number | null = null): Promise<void> {
  const all = await plannedScores(port);
  if (all.scores.length === 0) return;
  for (let afterId = 0; ;) {
    const accounts = await accountsAfter(port, afterId, SUBJECTS_AT_ONCE);
    const last = accounts.at(-1);
    if (last === undefined) break;
    afterId = last.accountId;
    const ids = accounts.flatMap(({ accountId, stage }) => (hasLeft(all.planned, stage) ? [] : [accountId]));
    if (ids.length === 0) continue;
    const answers = await askRules(port, all.planned, ids, today);
    for (const score of all.scores) await keepSome(port, all, score, ids, answers, { today, isChanged: score.scoreId === changedId });
  }
  // Those who have left, and those of whom it cannot be told any more.
  for (const { scoreId } of all.scores) await dropScores(port, outcomeOfCustom(scoreId), today);
}

async function keepSome(
  port: SqlPort,
  { planned }: PlannedScores,
  score: PlacedScore,
  ids: readonly number[],
  answers: RuleAnswers,
  { today, isChanged }: { readonly today: number; readonly isChanged: boolean },
): Promise<void> {
  const outcome = outcomeOfCustom(score.scoreId);
  const known = isChanged ? new Map<number, StoredScore>() : await scoresOf(port, outcome, ids);
  const scores = ids.flatMap((account_id): StoredScore[] => {
    const rules = pointsOf(planned, score, answers, account_id);
    if (rules === null) return [];
    return [smoothed({ account_id, outcome }, scoreByPoints(score.base * 10, rules), known.get(account_id), today)];
  });
  await keepScores(port, outcome, ids, scores, today);
}
