import { shownScore } from '../../prediction/smoothing';
import type { StoredScore } from '../../store/predictions';
import { writeParts } from '../predictions/score-parts';
import type { PointsScore } from './points';

/** A score as it is kept: what is shown follows what was shown before. */
export function smoothed(
  of: Pick<StoredScore, 'account_id' | 'outcome'>,
  { base, raw, parts }: PointsScore,
  before: StoredScore | undefined,
  today: number,
): StoredScore {
  const last = before === undefined ? undefined : { day: before.day, shown: before.shown, sinceDay: before.since_day ?? undefined };
  const { shown, sinceDay } = shownScore(last, raw, today);
  return { ...of, day: today, base, raw, shown, since_day: sinceDay ?? null, parts: writeParts(parts) };
}
