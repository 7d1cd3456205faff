import type { SqlPort } from '../../platform/ports';
import { dropScoresOf, noteMoves } from '../../store/custom-scores';
import { saveScores } from '../../store/predictions';
import type { StoredScore } from '../../store/predictions';

/** Keeps what these accounts score today, and how they moved; of `accountIds` those without a score have none any more. */
export async function keepScores(
  port: SqlPort,
  outcome: string,
  accountIds: readonly number[],
  scores: readonly StoredScore[],
  today: number,
): Promise<void> {
  const scored = new Set(scores.map(({ account_id }) => account_id));
  const moves = scores.map(({ account_id, shown }) => ({ accountId: account_id, shown }));
  await noteMoves(port, outcome, moves, today);
  await saveScores(port, scores);
  const without = accountIds.filter((id) => !scored.has(id));
  await dropScoresOf(port, outcome, without, today);
}
