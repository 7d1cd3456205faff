import { outcomeOfCustom } from '../../store/custom-scores';
import type { CustomScore } from '../../store/custom-scores';
import { BY_RULES } from '../../store/score-properties';
import type { ScoreProperty } from '../../store/score-properties';
import { HEALTH_OUTCOME } from './health-score';

const HEALTH_KEY = 'general-health-score';

/** Under which key an account has its score by rules. */
export const keyOfScore = (scoreId: number): string => `${BY_RULES}${String(scoreId)}`;

/** Whether a property of accounts is a score that is made of rules, one that was removed too. */
export const isMadeScore = (key: string): boolean =>
  key === HEALTH_KEY || (key.startsWith(BY_RULES) && /^\d+$/.test(key.slice(BY_RULES.length)));

/** The health score, as a property. */
export const HEALTH_PROPERTY: ScoreProperty = {
  key: HEALTH_KEY,
  outcome: HEALTH_OUTCOME,
  label: 'Health score',
  description: 'How healthy an account is in all, from 0 to 100, as it is shown: without jumps from one day to the next.',
};

export function scoreProperty({ scoreId, name }: Pick<CustomScore, 'scoreId' | 'name'>): ScoreProperty {
  return {
    key: keyOfScore(scoreId),
    outcome: outcomeOfCustom(scoreId),
    label: name,
    description: 'A score by rules, from 0 to 100, as it is shown: without jumps from one day to the next.',
  };
}
