import type { StagesAnswer } from '../../../../src/contract/profiles';
import { moves, stageCharts, standings } from './charts-by-segment';

type Stage = StagesAnswer['stages'][number];
const stage = (key: string, given: Partial<Stage> = {}): Stage => ({
  ...{ stage: key, name: `The ${key}`, kind: 'free', words: null, trouble: null, accounts: 0, mrrCents: 0, entered: 0, left: 0, moves: [] },
  ...given,
});
const answer = (nowhere: number, ...stages: Stage[]): StagesAnswer => ({
  asOfDay: '2028-02-29',
  isFirst: true,
  working: null,
  nowhere,
  stages,
});

const trials = stage('trial', {
  accounts: 6,
  left: 4,
  moves: [
    { to: 'gone', name: 'The gone', accounts: 1, averageDays: 30 },
    { to: 'paid', name: 'The paid', accounts: 3, averageDays: 14.5 },
  ],
});
const one = answer(2, trials, stage('paid', { accounts: 2, mrrCents: 5_000, entered: 3 }), stage('gone'));
const other = answer(
  0,
  stage('trial', { accounts: 1 }),
  stage('paid', { left: 1, moves: [{ to: 'old', name: 'Not there any more', accounts: 1, averageDays: 3 }] }),
  stage('gone'),
);

test('whoever is in no stage stands there as well, and shares are of them all', () => {
  expect(standings(one).map((each) => [each.stage, each.accounts, each.of])).toEqual([
    ['trial', 6, 10],
    ['paid', 2, 10],
    ['gone', 0, 10],
    ['', 2, 10],
  ]);
  expect(standings(other)).toHaveLength(3);
});

test('ways stand in the order of the stages, also those that nobody of this segment went', () => {
  const figures = (of: StagesAnswer) =>
    moves([one, other], of).map(({ place, share, accounts, averageDays }) => [place.split('\u0000'), share, accounts, averageDays]);
  expect(figures(one)).toEqual([
    [['trial', 'paid'], 0.75, 3, 14.5],
    [['trial', 'gone'], 0.25, 1, 30],
    [['paid', 'old'], null, 0, null],
  ]);
  expect(figures(other)).toEqual([
    [['trial', 'paid'], null, 0, null],
    [['trial', 'gone'], null, 0, null],
    [['paid', 'old'], 1, 1, 3],
  ]);
});

test('a stage goes by its name, on the page and in the file', () => {
  const [standing, conversions] = stageCharts(90, '90 days')([one, other]);
  const [, , way] = conversions?.measures[0].pointsOf(one) ?? [];
  expect(way?.[0]).toBe('paid\u0000old');
  for (const words of [conversions?.names.long, conversions?.inFile]) expect(words?.(way?.[0] ?? '')).toBe('The paid → Not there any more');
  for (const words of [standing?.names.long, standing?.inFile])
    expect([words?.('trial'), words?.('')]).toEqual(['The trial', 'In no stage']);
});
