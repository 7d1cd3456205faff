import { askedProperties } from '../../segments/asked-properties';
import type { Condition } from '../../segments/condition';
import { outcomeOfCustom } from '../../store/custom-scores';
import type { CustomScore } from '../../store/custom-scores';
import type { ScoreProperty } from '../../store/score-properties';
import { HEALTH_OUTCOME } from './health-score';

const HEALTH_KEY = 'general-health-score';
const BY_RULES = /^score-by-rules-\d+$/;

/** Under which key an account has its score by rules. */
export const keyOfScore = (scoreId: number): string => `score-by-rules-${String(scoreId)}`;

/** Whether a property of accounts is a score that is made of rules, one that was removed too. */
export const isMadeScore = (key: string): boolean => key === HEALTH_KEY || BY_RULES.test(key);

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

/** Whether a condition on accounts asks for such a score: what scores are made of cannot. */
export function asksForMadeScores(condition: Condition): boolean {
  return askedProperties('account', condition).some(({ kind, property }) => kind === 'account' && isMadeScore(property));
}
