import type { ClockPort, SqlPort } from '../../platform/ports';
import type { Outcome } from '../../segments/engine';
import { customScores } from '../../store/custom-scores';
import { changeProfiles, pairName, readProfiles } from '../../store/profiles';
import type { Pair, ProfileChange } from '../../store/profiles';
import { addScoreProperties, dropLeftScoreProperties, hasScoreProperties } from '../../store/score-properties';
import { noteTouched } from '../../store/segment-touched';
import { usersAfter } from '../../store/user-scores';
import type { ScorableUser } from '../../store/user-scores';
import { askPairs } from '../health/rules';
import { SUBJECTS_AT_ONCE } from '../segments/ask-subjects';
import { plannedScores, pointsBy } from './keep-custom-scores';
import type { PlacedScore, PlannedScores } from './keep-custom-scores';
import { scoreByPoints } from './points';
import type { PointsScore, RulePoints } from './points';
import { isMadeScore, keyOfScore, scoreProperty } from './score-properties';

/** Whether users are scored by anything, or still have properties of scores that are gone. */
export const hasUserScores = async (sql: SqlPort): Promise<boolean> =>
  (await customScores(sql)).some(({ kind }) => kind === 'membership') || (await hasScoreProperties(sql, 'membership'));

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

/**
 * Scores users, as they are in each account, by the rules of every score of users, as many as fit before `deadline` (ms). A score is a property
 * of the user in the account, written where it is another one than before; who was not seen for long, or whose account is not observed, has
 * none. Returns behind whom to go on, null at the end. Running again changes nothing.
 */
export async function keepUserScores({ sql, clock }: Ports, today: number, after: Pair, deadline: number): Promise<Pair | null> {
  const all = await plannedScores(sql, 'membership');
  await addScoreProperties(sql, all.scores.map(scoreProperty), 'membership');
  for (let last = after; ;) {
    const users = await usersAfter(sql, today, last, SUBJECTS_AT_ONCE);
    const end = users.at(-1);
    if (end === undefined) {
      // Only now nobody has a value of a score that is gone.
      await dropLeftScoreProperties(sql, 'membership');
      return null;
    }
    last = { accountId: end.accountId, userId: end.userId };
    const changes = await changesOf(sql, all, users, today);
    // Before, or a run that is cut would leave nobody who knows; and after, for whoever looked in between.
    await noteTouched(sql, changes);
    await changeProfiles(sql, changes, 'tool');
    await noteTouched(sql, changes);
    if (clock() >= deadline) return last;
  }
}

async function changesOf(sql: SqlPort, all: PlannedScores, users: readonly ScorableUser[], today: number): Promise<ProfileChange[]> {
  const pairs = users.map(({ accountId, userId }) => ({ accountId, userId }));
  const known = await readProfiles(sql, pairs);
  const scored = await scoresOfUsers(sql, all, users, today);
  return pairs.flatMap((pair) => {
    const before = known.get(pairName(pair));
    const gone = [...(before?.keys() ?? [])].filter(isMadeScore).map((key) => [key, null] as const);
    const now = (scored.get(pairName(pair)) ?? []).map(({ scoreId, score }) => [keyOfScore(scoreId), score.raw / 10] as const);
    const others = [...new Map<string, number | null>([...gone, ...now])].filter(([key, value]) => value !== (before?.get(key) ?? null));
    return others.length === 0 ? [] : [{ ...pair, set: Object.fromEntries(others) }];
  });
}

export type ScoreOfUser = Pick<PlacedScore, 'scoreId' | 'name' | 'base'> & {
  readonly score: PointsScore;
  readonly rules: readonly RulePoints[];
};

/** By name of the pair, the scores that can be told, point by point: what is shown is what the rules say, without smoothing. */
export async function scoresOfUsers(
  sql: SqlPort,
  { planned, scores }: PlannedScores,
  users: readonly ScorableUser[],
  today: number,
): Promise<ReadonlyMap<string, readonly ScoreOfUser[]>> {
  const pairs = users.flatMap(({ standing, ...pair }) => (standing === 'scored' ? [pair] : []));
  if (scores.length === 0 || pairs.length === 0) return new Map();
  const outcomeOf = await askPairs(sql, planned, pairs, today);
  return new Map(
    pairs.map((pair) => [pairName(pair), scores.flatMap((score) => scoreOf(planned, score, (place) => outcomeOf(pair, place)))]),
  );
}

function scoreOf(planned: PlannedScores['planned'], placed: PlacedScore, outcomeAt: (place: number) => Outcome): ScoreOfUser[] {
  const rules = pointsBy(planned, placed, outcomeAt);
  if (rules === null) return [];
  const { scoreId, name, base } = placed;
  return [{ scoreId, name, base, rules, score: scoreByPoints(base * 10, rules) }];
}
