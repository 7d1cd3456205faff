import { daysWords, funnelCaution, funnelGist, funnelRows, limitWords, moved } from './funnel-figures';

const step = (event: string, units: number, ofPrevious: number | null, ofFirst: number | null, medianDaysFromFirst: number | null) => ({
  event,
  isKnown: true,
  units,
  ofPrevious,
  ofFirst,
  medianDays: medianDaysFromFirst,
  medianDaysFromFirst,
});
const ROWS = funnelRows([step('Add', 100, 1, 1, null), step('Tick', 60, 0.6, 0.6, 0), step('Export', 30, 0.5, 0.3, 4)]);
const ASKED = { unit: 'user', rangeDays: 30, limitDays: 14, limitOf: 'whole' } as const;

test('each step says how many were lost before it', () => {
  expect(ROWS.map(({ place, lost }) => [place, lost])).toEqual([
    [1, null],
    [2, 40],
    [3, 30],
  ]);
});

test('a funnel in words: how many got through, how quickly, and where most are lost', () => {
  expect(funnelGist(ROWS, ASKED)).toBe(
    '30 of 100 users (30%) got from “Add” to “Export”, each step within 14 days of the first step; half of them took 4 days or less. Most are lost before “Tick”: 40, 40% of the step before.',
  );
  const none = funnelRows([step('Add', 1, 1, 1, null), step('Tick', 0, 0, 0, null)]);
  expect(funnelGist(none, { ...ASKED, unit: 'account', limitDays: 0, limitOf: 'step' })).toBe(
    '0 of 1 account (0%) got from “Add” to “Tick”, each step on the same day of the step before.',
  );
  expect(funnelGist(funnelRows([step('Add', 0, null, null, null)]), ASKED)).toBe('');
});

test('what is too few or too new is said', () => {
  expect(funnelCaution(funnelRows([step('Add', 19, 1, 1, null)]), ASKED)).toContain('Only 19 users began');
  expect(funnelCaution(ROWS, ASKED)).toContain('last 14 days may still go on');
  expect(funnelCaution(ROWS, { ...ASKED, rangeDays: 7, limitDays: 30 })).toContain('last 7 days');
  expect(funnelCaution(ROWS, { ...ASKED, limitDays: 1 })).toContain('last day may');
  expect(funnelCaution(ROWS, { ...ASKED, limitDays: 0 })).toBeNull();
});

test('days and limits in words', () => {
  expect([0, 1, 12].map(daysWords)).toEqual(['the same day', '1 day', '12 days']);
  expect(limitWords({ limitDays: 7, limitOf: 'step' })).toBe('within 7 days of the step before');
});

test('steps change places, and stay where there is none', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
