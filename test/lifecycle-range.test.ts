import { lifecycleAnswer } from '../src/console/engagement';
import { LifecycleRequest } from '../src/contract/engagement';
import { storeOfUses } from './store-of-uses';

const NOW = Date.parse('2028-03-03T12:00:00Z');
const USE: readonly (readonly [string, string])[] = [
  ['ann', '2028-02-22'],
  ['bob', '2028-02-22'],
  ['ann', '2028-02-28'],
  ['ann', '2028-02-29'],
  ['bob', '2028-02-29'],
  ['eve', '2028-02-29'],
  ['ann', '2028-03-03'],
];

let asking: Awaited<ReturnType<typeof storeOfUses>>;
beforeAll(async () => {
  asking = await storeOfUses(USE, NOW);
});
afterAll(() => asking.close());

const ask = (request: object) => lifecycleAnswer(asking, LifecycleRequest.parse({ grain: 'day', ...request }));

test('days from a day to a day across a leap day, beside the same weekdays before', async () => {
  const { periods } = await ask({ range: { from: '2028-02-28', to: '2028-03-01' }, compare: true });
  expect(
    periods.map(({ startDay, new: born, returning, resurrected, before }) => ({
      startDay,
      active: born + returning + resurrected,
      before,
    })),
  ).toEqual([
    { startDay: '2028-02-28', active: 1, before: { startDay: '2028-02-21', active: 0 } },
    { startDay: '2028-02-29', active: 3, before: { startDay: '2028-02-22', active: 2 } },
    { startDay: '2028-03-01', active: 0, before: { startDay: '2028-02-23', active: 0 } },
  ]);
});

test('nothing is asked of the future, and without a comparison there is none', async () => {
  const { periods } = await ask({ range: { from: '2028-03-02', to: '2030-01-01' } });
  expect(periods.map(({ startDay, running, before }) => ({ startDay, running, before }))).toEqual([
    { startDay: '2028-03-02', running: false, before: null },
    { startDay: '2028-03-03', running: true, before: null },
  ]);
  expect((await ask({ range: { from: '2029-01-01', to: '2030-01-01' } })).periods.map(({ startDay }) => startDay)).toEqual(['2028-03-03']);
});

test('a range of many years shows what a chart can hold', async () => {
  expect((await ask({ range: { from: '1970-01-01', to: '2028-03-03' }, compare: true })).periods).toHaveLength(120);
  expect(LifecycleRequest.safeParse({ range: { from: '2028-03-02', to: '2028-03-01' } }).success).toBe(false);
});
