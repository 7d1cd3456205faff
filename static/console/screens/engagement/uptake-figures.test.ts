import type { UptakeAnswer } from '../../../../src/contract/uptake';
import {
  bareWords,
  daysWords,
  intervalWords,
  meanWords,
  nothingToCompare,
  outcomesCaution,
  outcomesGist,
  shortName,
} from './uptake-figures';

const feature = (event: string, change: Partial<UptakeAnswer['features'][number]> = {}): UptakeAnswer['features'][number] => ({
  event,
  adopters: 20,
  medianDaysToAdopt: 3,
  users: 40,
  frequency: 2.5,
  depth: 6,
  using: 12,
  retained: { value: 0.1, low: -0.05, high: 0.25 },
  expanded: { value: 0, low: -0.2, high: 0.2 },
  churned: null,
  ...change,
});
const answerOf = (accounts: number, features: UptakeAnswer['features']): UptakeAnswer => ({
  asOfDay: '2028-03-05',
  waiting: 0,
  fromDay: '2027-08-30',
  toDay: '2027-11-28',
  accounts,
  features,
  firstUse: { days: [], curves: [] },
});

test('days, means and differences in words', () => {
  expect([daysWords(null), daysWords(0), daysWords(365), daysWords(366)]).toEqual(['–', '0', '365', 'over 365']);
  expect([meanWords(null), meanWords(2), meanWords(1234.56)]).toEqual(['–', '2.0', '1,234.6']);
  expect([bareWords(null), bareWords({ value: -0.291, low: -0.4, high: -0.1 }), bareWords({ value: 0.01, low: 0, high: 0.1 })]).toEqual([
    '–',
    '−29',
    '+1',
  ]);
  expect([intervalWords(null), intervalWords({ value: 0, low: -0.01, high: 0.4 })]).toEqual([
    'not known',
    'points, between −1 point and +40 points',
  ]);
  expect([shortName('Item Ticked'), shortName('Item Added'), shortName('Exports of all')]).toEqual([
    'Item Tick…',
    'Item Added',
    'Exports o…',
  ]);
});

test('too few accounts, and accounts that all did the same, are not compared', () => {
  expect(nothingToCompare(answerOf(0, [feature('A')]))).toBe(
    'No account used a feature before Nov 28, 2027. What became of accounts is known about two months after their use.',
  );
  expect(nothingToCompare(answerOf(9, [feature('A')]))).toMatch(/^Only 9 accounts used a feature before Nov 28, 2027/);
  expect(nothingToCompare(answerOf(10, [feature('A')]))).toBeNull();
  expect(nothingToCompare(answerOf(10, [feature('A', { retained: null, expanded: null })]))).toBe(
    'All 10 accounts used the same features: there is nothing to tell apart.',
  );
});

test('the feature whose interval is farthest above zero is named; what is not clear of zero is not', () => {
  const wide = feature('Wide', { retained: { value: 0.4, low: 0.02, high: 0.8 } });
  const sure = feature('Sure', { retained: { value: 0.3, low: 0.2, high: 0.4 } });
  const bad = feature('Bad', { retained: { value: -0.5, low: -0.7, high: -0.3 } });
  expect(outcomesGist(answerOf(60, [bad, wide, sure]))).toBe(
    '60 accounts used a feature from Aug 30, 2027 to before Nov 28, 2027; what became of them is as of Mar 5, 2028. What goes most clearly with staying: Sure, +30 points, between +20 points and +40 points.',
  );
  expect(outcomesGist(answerOf(60, [bad, feature('A')]))).toMatch(/No feature goes clearly with staying\.$/);
});

test('few accounts are said to be few, and how many differences were looked at', () => {
  expect(outcomesCaution(answerOf(49, [feature('A'), feature('B')]))).toMatch(
    /^With 49 accounts intervals are wide\. .* of 4 differences,/,
  );
  expect(outcomesCaution(answerOf(50, [feature('A')]))).toMatch(/^What goes with .* of 2 differences,/);
});
