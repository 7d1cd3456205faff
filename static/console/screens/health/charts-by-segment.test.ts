import type { HealthBoardAnswer } from '../../../../src/contract/health';
import { healthCharts, toldByColour } from './charts-by-segment';

type Stage = HealthBoardAnswer['stages'][number];
const stage = (others: number, cells: Stage['cells']): Stage => ({ stage: 'x', name: 'X', source: 'scores', cells, others });

const stages = [
  stage(2, [
    { health: 'good', accounts: 3, mrrCents: 900 },
    { health: 'bad', accounts: 1, mrrCents: 50 },
  ]),
  stage(5, [{ health: 'bad', accounts: 4, mrrCents: 150 }]),
];

test('stages are summed by colour, and what nothing is said of has no share and no MRR', () => {
  expect(toldByColour({ stages }).map(({ colour, accounts, share, mrrCents }) => [colour, accounts, share, mrrCents])).toEqual([
    ['good', 3, 0.375, 900],
    ['normal', 0, 0, 0],
    ['bad', 5, 0.625, 200],
    ['unknown', 0, 0, 0],
    ['nothing-said', 7, null, null],
  ]);
});

const answer = (...own: Stage[]): HealthBoardAnswer => ({ canChange: false, keptDay: null, stages: own, troubles: [], turns: [] });

test('where nothing is said of anybody, nobody has a share', () => {
  const empty = answer(stage(5, []));
  const [, share] = healthCharts([empty])[0]?.measures ?? [];
  expect(share?.pointsOf(empty)).toEqual([
    ['good', null],
    ['normal', null],
    ['bad', null],
    ['nothing-said', null],
  ]);
});

test('what cannot be told stands there once there is any in one of the segments', () => {
  const [known, unknown] = [answer(...stages), answer(stage(0, [{ health: 'unknown', accounts: 1, mrrCents: 0 }]))];
  const places = healthCharts([known, unknown])[0]
    ?.measures[0].pointsOf(known)
    .map(([place]) => place);
  expect(places).toEqual(['good', 'normal', 'bad', 'unknown', 'nothing-said']);
});
