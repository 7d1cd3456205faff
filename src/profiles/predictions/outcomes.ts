import type { Sign } from '../../prediction/table';

/** What is foretold of an account: that it buys, that it comes to pay more, that it leaves. */
export const OUTCOMES = ['conversion', 'expansion', 'churn'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Days within which it comes, or does not. */
export const HORIZON_DAYS = { conversion: 30, expansion: 90, churn: 90 } as const satisfies Record<Outcome, 30 | 90>;
/** How many times the past is looked at, a horizon apart; a trial is looked at once, on the day after its first days. */
export const LOOKS = 5;
/** Days at the start of a trial from which it is foretold whether it is bought. */
export const TRIAL_DAYS = 14;
/** Days of a stretch of use. */
export const STRETCH_DAYS = 30;
/** A licence that is bought again within so many days was renewed late, and was not lost. */
export const LATE_DAYS = 30;

/** Which way a figure may move an outcome; what is not here may go either way. */
export const SIGNS: Readonly<Record<Outcome, ReadonlyMap<string, Sign>>> = {
  conversion: new Map<string, Sign>([
    ['Users in the first 14 days', 1],
    ['Days with use in the first 14 days', 1],
  ]),
  expansion: new Map<string, Sign>([['Use of seats', 1]]),
  churn: new Map<string, Sign>([
    ['Days with use in 30 days', -1],
    ['Days to renewal', -1],
  ]),
};

/** Figures that somebody at the vendor's can do something about. */
export function isActionable(figure: string): boolean {
  return /users|use|uses|Busiest|seats/i.test(figure);
}
