import type { UptakeAnswer } from '../../../../src/contract/uptake';
import { LONGEST_TO_ADOPT } from '../../../../src/contract/uptake';
import type { FrameColumn } from '../../parts/chart-frame';
import { count, counted, day } from '../../parts/format';
import { signedPoints } from './activation-figures';

export type Uptaken = UptakeAnswer['features'][number];
export const OUTCOMES = ['retained', 'expanded', 'churned'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
/** A mean, 2.44 as `2.4`; a dash for none */
export const meanWords = (value: number | null): string => (value === null ? '–' : tenths.format(value));

export const meanColumn = <Row>(heading: string, of: (row: Row) => number | null): FrameColumn<Row> => ({
  heading,
  cell: of,
  shown: (row) => meanWords(of(row)),
  align: 'end',
});

/** Days of a median, `over 365` where all that is known is that they are more. */
export function daysWords(days: number | null): string {
  if (days === null) return '–';
  return days > LONGEST_TO_ADOPT ? `over ${String(LONGEST_TO_ADOPT)}` : count(days);
}

/** `+29` */
export const bareWords = (difference: Uptaken[Outcome]): string =>
  difference === null ? '–' : signedPoints(difference.value).replace(/ points?$/, '');
/** ` points, between −3 points and +40 points` */
export const intervalWords = (difference: Uptaken[Outcome]): string =>
  difference === null ? 'not known' : `points, between ${signedPoints(difference.low)} and ${signedPoints(difference.high)}`;

const isClear = (difference: Uptaken[Outcome]): difference is NonNullable<Uptaken[Outcome]> =>
  difference !== null && (difference.low > 0 || difference.high < 0);

/** Accounts below which nothing is drawn, and below which nothing should be relied on. */
const TOO_FEW = 10;
const FEW = 50;

/** Why accounts with a feature cannot be compared to those without; null if they can. */
export function nothingToCompare(answer: UptakeAnswer): string | null {
  const { accounts, features, toDay } = answer;
  if (accounts === 0)
    return `No account used a feature before ${day(toDay)}. What became of accounts is known about two months after their use.`;
  if (accounts < TOO_FEW)
    return `Only ${counted(accounts, 'account')} used a feature before ${day(toDay)}, so that it is known what became of them. Differences show from about ${String(TOO_FEW)} on.`;
  if (features.every((feature) => OUTCOMES.every((name) => feature[name] === null)))
    return `All ${count(accounts)} accounts used the same features: there is nothing to tell apart.`;
  return null;
}

/** Of whom the differences are, and the clearest in plain words. */
export function outcomesGist({ accounts, features, fromDay, toDay, asOfDay }: UptakeAnswer): string {
  const all = `${counted(accounts, 'account')} used a feature from ${day(fromDay)} to before ${day(toDay)}; what became of them is as of ${day(asOfDay)}.`;
  const best = features
    .flatMap(({ event, retained }) => (isClear(retained) && retained.value > 0 ? [{ event, retained }] : []))
    .sort((a, b) => b.retained.low - a.retained.low)[0];
  if (best === undefined) return `${all} No feature goes clearly with staying.`;
  return `${all} What goes most clearly with staying: ${best.event}, ${signedPoints(best.retained.value)}, between ${signedPoints(best.retained.low)} and ${signedPoints(best.retained.high)}.`;
}

/** What to bear in mind. */
export function outcomesCaution({ accounts, features }: Pick<UptakeAnswer, 'accounts' | 'features'>): string {
  const few = accounts < FEW ? `With ${counted(accounts, 'account')} intervals are wide. ` : '';
  const looked = features.reduce((sum, feature) => sum + OUTCOMES.filter((name) => feature[name] !== null).length, 0);
  return `${few}What goes with the use of a feature need not come from it. Coloured intervals are clear of zero; of ${counted(looked, 'difference')}, about one in twenty is so by chance alone.`;
}

const LABEL_LENGTH = 10;
/** A name where there is little room: `Item Expo…`. */
export const shortName = (name: string): string => (name.length <= LABEL_LENGTH ? name : `${name.slice(0, LABEL_LENGTH - 1).trimEnd()}…`);
