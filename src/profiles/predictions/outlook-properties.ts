import type { Outlook } from '../../store/account-outlook';
import { OUTCOMES } from './outcomes';
import type { Outcome } from './outcomes';

type OutlookProperty = {
  readonly key: string;
  readonly type: 'number' | 'text' | 'list';
  readonly label: string;
  readonly description: string;
};

const SCORES: Readonly<Record<Outcome, { readonly label: string; readonly what: string; readonly signs: string }>> = {
  churn: { label: 'Churn score', what: 'leaves within 90 days', signs: 'Signs of leaving' },
  expansion: { label: 'Expansion score', what: 'pays more within 90 days', signs: 'Signs of expanding' },
  conversion: { label: 'Conversion score', what: 'buys within 30 days', signs: 'Signs of buying' },
};

export const scoreKey = (outcome: Outcome): string => `${outcome}-score`;
export const signalsKey = (outcome: Outcome): string => `${outcome}-signals`;
export const HEALTH_KEY = 'account-health';

/** What is foretold of an account, as properties. */
export const OUTLOOK_PROPERTIES: readonly OutlookProperty[] = [
  ...OUTCOMES.map((outcome): OutlookProperty => {
    const { label, what } = SCORES[outcome];
    const description = `The chance that the account ${what}, from 0 to 100, as it is shown: without jumps from one day to the next.`;
    return { key: scoreKey(outcome), type: 'number', label, description };
  }),
  { key: HEALTH_KEY, type: 'text', label: 'Health', description: 'good, normal or bad, as it has held for three days.' },
  ...OUTCOMES.map((outcome): OutlookProperty => {
    const { signs } = SCORES[outcome];
    const description = 'The signals that fire for the account today, in words, without those that were rejected.';
    return { key: signalsKey(outcome), type: 'list', label: signs, description };
  }),
];
export const OUTLOOK_KEYS: readonly string[] = OUTLOOK_PROPERTIES.map(({ key }) => key);

/** Their values; null for what is not foretold. Scores in points. */
export function outlookProperties(outlook: Outlook): ReadonlyMap<string, number | string | readonly string[] | null> {
  const points = (tenths: number | null): number | null => (tenths === null ? null : tenths / 10);
  return new Map<string, number | string | readonly string[] | null>([
    ...OUTCOMES.map((outcome) => [scoreKey(outcome), points(outlook[outcome])] as const),
    [HEALTH_KEY, outlook.health],
    ...OUTCOMES.map((outcome) => [signalsKey(outcome), outlook.signals?.[outcome] ?? null] as const),
  ]);
}
