import type { UserScores } from '../contract/custom-scores';
import { dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { plannedScores } from '../profiles/scores/keep-custom-scores';
import { scoresOfUsers } from '../profiles/scores/keep-user-scores';
import type { ScoreOfUser } from '../profiles/scores/keep-user-scores';
import { changeSentence, mostChanging } from '../profiles/scores/points';
import { pairName } from '../store/profiles';
import { SEEN_DAYS, userInAccounts } from '../store/user-scores';
import type { ScorableUser } from '../store/user-scores';

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

const WHY_NOT: Readonly<Record<Exclude<ScorableUser['standing'], 'scored'>, string>> = {
  'not-observed': 'No score: this account has not reported for more than a week, so what is used there is not known.',
  'not-seen': `No score: not seen here for ${String(SEEN_DAYS)} days.`,
  erased: 'No score: this user was erased.',
};
const NOT_TOLD = 'No score: a rule cannot be told of this user.';

/** By account, what scores by rules say of a user there, asked now; null where no such score is defined. */
export async function userScores(
  { sql, clock }: Ports,
  userId: number,
  accountIds: readonly number[],
): Promise<ReadonlyMap<number, UserScores> | null> {
  const all = await plannedScores(sql, 'membership');
  if (all.scores.length === 0) return null;
  const today = dayNumberOf(clock());
  const users = await userInAccounts(sql, today, userId, accountIds);
  const scored = await scoresOfUsers(sql, all, users, today);
  return new Map(
    users.map((user): [number, UserScores] => {
      const scores = (scored.get(pairName(user)) ?? []).map(shownScore);
      const unscored = user.standing === 'scored' ? (scores.length === 0 ? NOT_TOLD : '') : WHY_NOT[user.standing];
      return [user.accountId, { unscored, scores }];
    }),
  );
}

const shownScore = ({ name, base, rules, score }: ScoreOfUser): UserScores['scores'][number] => ({
  ...{ name, shown: score.raw, base: score.base },
  parts: score.parts.map(({ source, tenths }) => ({ source, tenths })),
  change: changeSentence(mostChanging(base * 10, rules)),
});
