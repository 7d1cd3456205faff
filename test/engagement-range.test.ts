import { retentionAnswer, stickinessAnswer } from '../src/console/engagement';
import { RetentionRequest, StickinessRequest } from '../src/contract/engagement';
import { storeOfUses } from './store-of-uses';

const NOW = Date.parse('2028-03-15T12:00:00Z');
/** Weeks begin on Mondays: 7, 14, 21 and 28 February, 6 and 13 March. */
const USE: readonly (readonly [string, string])[] = [
  ['ann', '2028-02-08'],
  ['bob', '2028-02-09'],
  ['ann', '2028-02-16'],
  ['eve', '2028-02-23'],
  ['ann', '2028-02-28'],
  ['ann', '2028-02-29'],
  ['eve', '2028-02-29'],
  ['bob', '2028-03-14'],
];

let asking: Awaited<ReturnType<typeof storeOfUses>>;
beforeAll(async () => {
  asking = await storeOfUses(USE, NOW);
});
afterAll(() => asking.close());

const FIRST_WEEKS = { from: '2028-02-07', to: '2028-02-20' };

test('who came first in a range is followed until today', async () => {
  const { cohorts, weighted } = await retentionAnswer(asking, RetentionRequest.parse({ range: FIRST_WEEKS }));
  expect(cohorts.map(({ startDay, units, cells }) => [startDay, units, cells.map((cell) => cell.units)])).toEqual([
    ['2028-02-07', 2, [2, 1, 0, 1, 0, 1]],
    ['2028-02-14', 0, [0, 0, 0, 0, 0]],
  ]);
  expect(cohorts[0]?.cells.map(({ running }) => running)).toEqual([false, false, false, false, false, true]);
  expect(weighted.slice(0, 5)).toEqual([1, 0.5, 0, 0.5, 0]);
});

test('the same with whoever came later counted as retained', async () => {
  const { cohorts } = await retentionAnswer(asking, RetentionRequest.parse({ range: FIRST_WEEKS, when: 'onOrAfter' }));
  expect(cohorts[0]?.cells.map((cell) => cell.units)).toEqual([2, 2, 2, 2, 1, 1]);
});

test('an old cohort is followed as far as a table can be read', async () => {
  const late = { sql: asking.sql, clock: () => NOW + 400 * 86_400_000 };
  const on = await retentionAnswer(late, RetentionRequest.parse({ range: FIRST_WEEKS }));
  expect(on.cohorts[0]?.cells.map((cell) => cell.units)).toEqual([2, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  const months = await retentionAnswer(late, RetentionRequest.parse({ range: FIRST_WEEKS, grain: 'month', when: 'onOrAfter' }));
  expect(months.cohorts).toHaveLength(1);
  expect(months.cohorts[0]?.cells.map((cell) => cell.units).slice(0, 3)).toEqual([3, 1, 0]);
});

test('days of activity of the periods of a range', async () => {
  const { periods } = await stickinessAnswer(asking, StickinessRequest.parse({ range: { from: '2028-02-28', to: '2028-03-06' } }));
  expect(periods).toEqual([
    { startDay: '2028-02-28', running: false, exact: [1, 1, 0, 0, 0, 0, 0] },
    { startDay: '2028-03-06', running: false, exact: [0, 0, 0, 0, 0, 0, 0] },
  ]);
});
