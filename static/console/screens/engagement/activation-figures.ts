import type { ActivationAnswer } from '../../../../src/contract/activation';
import { withMinus } from '../../../../src/contract/written';
import { count, counted, roundPercent } from '../../parts/format';
import type { JourneyQuery } from './journey-query';

export type EarlyAction = ActivationAnswer['actions'][number];
type Asked = Pick<JourneyQuery, 'earlyDays' | 'keptFrom'>;

const points = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
/** A difference of shares, 0.29 as `+29 points` */
export const signedPoints = (difference: number): string => {
  const text = withMinus(points.format(difference * 100));
  return `${text} ${text === '+1' || text === '−1' ? 'point' : 'points'}`;
};

/** `Item Exported, 3 times or more`, `Item Added and Item Ticked` */
export function actionWords({ events, atLeast }: Pick<EarlyAction, 'events' | 'atLeast'>): string {
  const what = events.join(' and ');
  if (atLeast === 1) return what;
  return `${what}, ${events.length > 1 ? 'each ' : ''}${String(atLeast)} times or more`;
}

export const earlyWords = (earlyDays: JourneyQuery['earlyDays']): string =>
  ({ 1: 'on their first day', 7: 'in their first 7 days', 14: 'in their first 14 days' })[earlyDays];
export const keptWords = (keptFrom: JourneyQuery['keptFrom']): string =>
  ({ 14: 'active again in weeks 3 and 4', 30: 'active again in the second month', 60: 'active again in the third month' })[keptFrom];

const shareOf = ({ retained, accounts }: EarlyAction['did']): number | null => (accounts === 0 ? null : retained / accounts);
export const retainedWith = ({ did }: EarlyAction): number | null => shareOf(did);
export const retainedWithout = ({ didNot }: EarlyAction): number | null => shareOf(didNot);
/** The interval does not reach over zero. */
export const isClear = ({ lift }: EarlyAction): boolean => lift !== null && (lift.low > 0 || lift.high < 0);

/** Accounts below which nothing is drawn, and below which nothing should be relied on. */
const TOO_FEW = 10;
const FEW = 50;

/** Why nothing can be told apart; null if something can. */
export function nothingApart({ accounts, retained }: Pick<ActivationAnswer, 'accounts' | 'retained'>): string | null {
  if (accounts < TOO_FEW)
    return accounts === 0
      ? 'No account is old enough yet to know whether it stayed. Choose an earlier time to stay, or wait.'
      : `Only ${counted(accounts, 'account is', 'accounts are')} old enough to know whether they stayed. Patterns show from about ${String(TOO_FEW)} on.`;
  if (retained === accounts) return `All ${count(accounts)} accounts stayed: there is nothing to tell apart.`;
  if (retained === 0) return `None of ${count(accounts)} accounts stayed: there is nothing to tell apart.`;
  return null;
}

/** The best action in plain words. */
export function activationGist(answer: Pick<ActivationAnswer, 'accounts' | 'retained' | 'actions'>, asked: Asked): string {
  const all = `${count(answer.retained)} of ${count(answer.accounts)} accounts (${roundPercent(answer.retained / answer.accounts)}) were ${keptWords(asked.keptFrom)}.`;
  const best = answer.actions.find((action) => isClear(action) && (action.lift?.value ?? 0) > 0);
  if (best?.lift === undefined || best.lift === null) return `${all} No early action tells clearly who stays.`;
  const [withIt, without] = [retainedWith(best) ?? 0, retainedWithout(best) ?? 0];
  return `${all} The best sign of it ${earlyWords(asked.earlyDays)}: ${actionWords(best)}. ${roundPercent(withIt)} of those with it stayed, ${roundPercent(without)} of those without: ${signedPoints(best.lift.value)}, between ${signedPoints(best.lift.low)} and ${signedPoints(best.lift.high)}. ${roundPercent(best.reach)} of accounts did it.`;
}

/** What to bear in mind. */
export function activationCaution({ accounts, looked }: Pick<ActivationAnswer, 'accounts' | 'looked'>): string {
  const few = accounts < FEW ? `With ${counted(accounts, 'account')} intervals are wide. ` : '';
  return `${few}What goes with staying need not cause it. Of ${counted(looked, 'action')} looked at, about one in twenty seems clear by chance alone: try the best of them out before you rely on it.`;
}

/** How far a scale of differences has to reach. */
export const farthest = (differences: readonly ({ readonly low: number; readonly high: number } | null)[]): number =>
  Math.max(0.1, ...differences.flatMap((each) => (each === null ? [] : [Math.abs(each.low), Math.abs(each.high)])));
