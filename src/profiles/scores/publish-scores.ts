import type { SqlPort } from '../../platform/ports';
import { customScores } from '../../store/custom-scores';
import { accountsAfter } from '../../store/health';
import { changeProfiles, pairName, readProfiles } from '../../store/profiles';
import type { ProfileChange } from '../../store/profiles';
import { addScoreProperties, dropLeftScoreProperties, isScored, shownScores } from '../../store/score-properties';
import type { ScoreProperty } from '../../store/score-properties';
import { noteTouched } from '../../store/segment-touched';
import { HEALTH_OUTCOME } from './health-score';
import { HEALTH_PROPERTY, isMadeScore, scoreProperty } from './score-properties';

const ACCOUNTS_AT_ONCE = 200;

/**
 * Has segments, lists and exports know what accounts score by rules and how healthy they are in all: in points, as properties. Only accounts of
 * which something has changed are written, and noted so that segments look at them again. Scores that were removed go. Running again
 * changes nothing.
 */
export async function publishScores(port: SqlPort): Promise<void> {
  const properties = [
    ...((await isScored(port, HEALTH_OUTCOME)) ? [HEALTH_PROPERTY] : []),
    ...(await customScores(port)).filter(({ kind }) => kind === 'account').map(scoreProperty),
  ];
  await addScoreProperties(port, properties);
  await dropLeftScoreProperties(port);
  for (let afterId = 0; ;) {
    const accounts = await accountsAfter(port, afterId, ACCOUNTS_AT_ONCE);
    const last = accounts.at(-1);
    if (last === undefined) return;
    afterId = last.accountId;
    const changes = await changesOf(
      port,
      properties,
      accounts.map(({ accountId }) => accountId),
    );
    // Before, or a run that is cut would leave nobody who knows; and after, for whoever looked in between.
    await noteTouched(port, changes);
    await changeProfiles(port, changes, 'tool');
    await noteTouched(port, changes);
  }
}

async function changesOf(port: SqlPort, properties: readonly ScoreProperty[], accountIds: readonly number[]): Promise<ProfileChange[]> {
  const pairs = accountIds.map((accountId) => ({ accountId, userId: 0 }));
  const known = await readProfiles(port, pairs);
  const outcomes = properties.map(({ outcome }) => outcome);
  const scores = outcomes.length === 0 ? [] : await shownScores(port, outcomes, accountIds);
  const shown = new Map(scores.map((score) => [`${String(score.account_id)} ${score.outcome}`, score.shown / 10]));
  return pairs.flatMap((pair) => {
    const before = known.get(pairName(pair));
    const gone = [...(before?.keys() ?? [])].filter(isMadeScore).map((key) => [key, null] as const);
    const now = properties.map(({ key, outcome }) => [key, shown.get(`${String(pair.accountId)} ${outcome}`) ?? null] as const);
    const others = [...new Map([...gone, ...now])].filter(([key, value]) => value !== (before?.get(key) ?? null));
    return others.length === 0 ? [] : [{ ...pair, set: Object.fromEntries(others) }];
  });
}
