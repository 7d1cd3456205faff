import type { LearningBasis, PredictedOutcome, PredictedSignal, PredictionReport } from '../../../../src/contract/predictions';
import { count, counted, day } from '../../parts/format';

export const OUTCOMES: readonly { readonly value: PredictedOutcome; readonly label: string }[] = [
  { value: 'churn', label: 'Likely to leave' },
  { value: 'expansion', label: 'Likely to expand' },
  { value: 'conversion', label: 'Likely to buy' },
];

export const SECTION_TITLES = { priorities: 'Whom to look after', signals: 'Signals', model: 'How sure it is' } as const;

export const BASES: Readonly<Record<LearningBasis, string>> = { all: 'all figures', confirmed: 'confirmed signals only' };

export const MEANINGS = {
  priorities:
    'Accounts by the money at stake a month times the score. To leave: their MRR. To expand: the share by which accounts grew that expanded in a year. To buy: the seats asked for at what a seat brings on average.',
  signals:
    'Conditions that told accounts apart in the past, beyond what luck explains after every condition that was tried. Lift: how many times as often the outcome came.',
  impact:
    'Lift: how many times as often the outcome came where a signal fired, by month of the look. Odds: the same where all other signals say the same. Fading and new ones lost or gained their lift over the months, beyond what luck explains.',
  calibration:
    'What was said of accounts that the model never saw, and the share of them with whom it came. A bar as long as its mark is right.',
  weights: 'By how many points a figure moves a score on average, up or down.',
} as const;

/** Scores come in tenths: 234 is 23.4 points. */
export const points = (tenths: number): string => (tenths / 10).toFixed(1);
export const signedPoints = (tenths: number): string => `${tenths < 0 ? '−' : '+'}${(Math.abs(tenths) / 10).toFixed(1)}`;

const HAPPENS: Readonly<Record<PredictedOutcome, string>> = {
  churn: 'leaves within 90 days',
  expansion: 'pays more within 90 days',
  conversion: 'buys within 30 days, as seen on the 14th day of its trial',
};

export const happens = (outcome: PredictedOutcome): string => `Whether an account ${HAPPENS[outcome]}.`;

/** What stands above everything: is there a score, and since when. */
export function standingWords(report: PredictionReport | null, liveDay: string | null): string {
  if (report === null) return 'Nothing has been learned from the past yet. It is learned at night once a week, or now.';
  const learned = `Learned on ${day(report.asOfDay)} from ${counted(report.rows, 'look', 'looks')} at accounts, ${count(report.outcomes)} of them with the outcome.`;
  if (report.isLive) return learned;
  if (liveDay !== null) return `${learned} It does no better than the model of ${day(liveDay)}, which stays in use.`;
  return learned;
}

/** 0.5 is luck, 1 is certainty. */
export function aucWords({ auc, aucLow, aucHigh }: PredictionReport): string {
  if (auc === null || aucLow === null || aucHigh === null) return 'cannot be told';
  return `${auc.toFixed(2)} (${aucLow.toFixed(2)}–${aucHigh.toFixed(2)})`;
}

export function driftWords(drift: number): string {
  const figure = drift.toFixed(2);
  if (drift < 0.1) return `${figure}: accounts are today as they were`;
  return drift < 0.25
    ? `${figure}: accounts have changed somewhat since`
    : `${figure}: accounts are others than those it learned from; trust it less`;
}

export const TREND_WORDS: Readonly<Record<NonNullable<PredictedSignal['trend']>, string>> = { fading: 'fading', new: 'new', steady: '' };
