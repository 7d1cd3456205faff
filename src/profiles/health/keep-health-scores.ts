import type { SqlPort } from '../../platform/ports';
import { scoresOf } from '../../store/predictions';
import type { StoredScore } from '../../store/predictions';
import { writeParts } from '../predictions/score-parts';
import { HEALTH_OUTCOME } from '../scores/health-score';
import { keepScores } from '../scores/keep-scores';
import { smoothed } from '../scores/smoothed';
import type { Said } from './say';

/** Keeps the health score of these accounts. `changed`: of those it is shown as it is, whatever was shown before. */
export async function keepHealthScores(
  port: SqlPort,
  accountIds: readonly number[],
  said: ReadonlyMap<number, Said>,
  changed: ReadonlySet<number>,
  today: number,
): Promise<void> {
  const known = await scoresOf(port, HEALTH_OUTCOME, accountIds);
  const scores = [...said].flatMap(([account_id, { score }]): StoredScore[] => {
    if (score === null) return [];
    const of = { account_id, outcome: HEALTH_OUTCOME };
    const { shown, parts, ...rest } = score;
    if (shown !== undefined) return [{ ...of, ...rest, shown, day: today, since_day: null, parts: writeParts(parts) }];
    return [smoothed(of, score, changed.has(account_id) ? undefined : known.get(account_id), today)];
  });
  await keepScores(port, HEALTH_OUTCOME, accountIds, scores, today);
}
