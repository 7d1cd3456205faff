import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { over, themeOf } from '../../../../test/contrast';
import {
  agePoints,
  cohortsWithUnits,
  comparisonGist,
  daysColumn,
  daysRows,
  heatRow,
  lastFull,
  lifecycleColumn,
  lifecycleGist,
  LOOKS,
  lookOf,
  meanDays,
} from './figures';

const cell = (units: number, share: number | null, running = false) => ({ units, share, running });
const cohort = { startDay: '2026-11-02', units: 8, cells: [cell(8, 1), cell(2, 0.25), cell(0, 0, true)] };

test('a cohort is a row of shares, with its figures on hover and its running end told apart', () => {
  expect(heatRow(cohort, 'week', 'user')).toEqual({
    id: '2026-11-02',
    label: 'Nov 2',
    aside: '8',
    shares: [1, 0.25, 0],
    notes: ['8 users', '2 users', '0 users, so far'],
    runningFrom: 2,
  });
  expect(heatRow({ ...cohort, cells: [cell(8, 1)] }, 'month', 'account')).toEqual({
    id: '2026-11-02',
    label: 'Nov 2026',
    aside: '8',
    shares: [1],
    notes: ['8 accounts'],
  });
});

test('periods in which nobody began have no row', () => {
  expect(cohortsWithUnits([{ startDay: '2026-11-09', units: 0, cells: [cell(0, null)] }, cohort])).toEqual([cohort]);
});

test.each([
  [0, 'kept-0'],
  [0.049, 'kept-0'],
  [0.05, 'kept-1'],
  [0.2, 'kept-3'],
  [0.5, 'kept-5'],
  [1, 'kept-6'],
])('%d looks like %s', (share, look) => {
  expect(lookOf(share)).toBe(look);
});

test('a curve ends with the last age of which something is known', () => {
  expect(agePoints({ weighted: [1, 0.5, null, 0.2, null], simple: [1, 0.4, null, 0.2, null] })).toEqual([
    { age: '0', weighted: 1, simple: 1 },
    { age: '1', weighted: 0.5, simple: 0.4 },
    { age: '2', weighted: null, simple: null },
    { age: '3', weighted: 0.2, simple: 0.2 },
  ]);
  expect(agePoints({ weighted: [null, null], simple: [null, null] })).toEqual([]);
});

const period = { startDay: '2026-11-09', new: 5, returning: 1_200, resurrected: 2, dormant: 9, running: false, before: null };

test('who went is below the line, who was there above it, with their sum', () => {
  expect(lifecycleColumn({ ...period, running: true }, 'week', 'user', undefined)).toEqual({
    id: '2026-11-09',
    label: 'Nov 9',
    words: 'Week of Nov 9, 2026, so far: 1,207 users active; 5 new, 1,200 returning, 2 resurrected, 9 dormant',
    href: null,
    layers: [
      { name: 'new', tone: 'new', value: 5 },
      { name: 'returning', tone: 'returning', value: 1_200 },
      { name: 'resurrected', tone: 'resurrected', value: 2 },
      { name: 'dormant', tone: 'dormant', value: -9 },
    ],
    figure: '1,207',
    isRunning: true,
  });
  const release = { index: 0, label: '2.1.0', words: '2.1.0 on Nov 11, 2026' };
  expect(lifecycleColumn(period, 'week', 'user', release)).toMatchObject({
    mark: '2.1.0',
    words: expect.stringContaining('; 2.1.0 on Nov 11, 2026 released') as string,
  });
});

test('a period stands beside the one that it is compared with, and those that ended are summed up', () => {
  const compared = { ...period, before: { startDay: '2026-10-26', active: 1_000 } };
  expect(lifecycleColumn(compared, 'week', 'user', undefined)).toMatchObject({
    before: 1_000,
    words: expect.stringContaining('; 1,000 users in the week that it is compared with, Week of Oct 26, 2026') as string,
  });
  const running = { ...compared, startDay: '2026-11-16', running: true, before: { startDay: '2026-11-02', active: 9_000 } };
  expect(comparisonGist([compared, running], 'week', 'user')).toBe(
    'On average 1,207 users active in a week, up 20.7% from the week before (dashed), from Week of Oct 26, 2026 on.',
  );
  expect(comparisonGist([period, { ...period, running: true }], 'week', 'user')).toBeNull();
});

test('the sentence is of the last period that has ended', () => {
  const running = { ...period, startDay: '2026-11-16', new: 70, running: true };
  expect(lifecycleGist([period, running], 'week', 'user')).toBe(
    'Week of Nov 9, 2026: 1,207 users active, 2 fewer than the week before. 7 came, 9 went.',
  );
  expect(lifecycleGist([{ ...period, dormant: 7 }], 'week', 'account')).toBe(
    'Week of Nov 9, 2026: 1,207 accounts active, as many as the week before. 7 came, 7 went.',
  );
  expect(lifecycleGist([{ ...period, dormant: 0 }], 'month', 'user')).toContain('7 more than the month before');
  expect(lifecycleGist([running], 'week', 'user')).toBeNull();
});

const week = { startDay: '2026-11-09', running: false, exact: [6, 0, 2, 0, 0, 0, 0] };

test('so many days exactly, and so many or more', () => {
  const rows = daysRows(week);
  expect(rows.map(({ exact, atLeast }) => [exact, atLeast])).toEqual([
    [6, 8],
    [0, 2],
    [2, 2],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(rows[2]).toEqual({ days: 3, exact: 2, atLeast: 2, exactShare: 0.25, atLeastShare: 0.25 });
  expect(meanDays(week)).toBe(1.5);
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error('No rows');
  expect(daysColumn(first, 'exact', 'user')).toMatchObject({ label: '1', words: '1 day: 6 users, 75.0%', figure: '6' });
  expect(daysColumn(second, 'atLeast', 'user')).toMatchObject({ words: '2 days or more: 2 users, 25.0%', figure: '2' });
  expect(daysColumn(second, 'exact', 'account')).toMatchObject({ words: '2 days: 0 accounts, 0.0%', figure: '' });
});

test('whatever the distribution, everyone has a day or more, and it never grows with the days', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 31 }), (exact) => {
      const rows = daysRows({ startDay: '2026-10-01', running: false, exact });
      expect(rows[0]?.atLeast).toBe(exact.reduce((sum, units) => sum + units, 0));
      expect(rows.at(-1)?.atLeast).toBe(exact.at(-1));
      for (const [index, row] of rows.entries()) expect(row.atLeast - (rows[index + 1]?.atLeast ?? 0)).toBe(row.exact);
    }),
  );
});

test('a period without use has no mean and no shares, and one that runs is not the last whole one', () => {
  const none = { ...week, exact: [0, 0] };
  expect(meanDays(none)).toBeNull();
  expect(daysRows(none).map(({ exactShare }) => exactShare)).toEqual([null, null]);
  expect(lastFull([week, none, { ...week, running: true }])).toBe(none);
  expect(lastFull([{ ...week, running: true }])).toBeNull();
});

test.each(['atlassian-light', 'atlassian-dark'] as const)('shares can be read on every look in %s', (name) => {
  const style = readFileSync(path.join(process.cwd(), 'static/console/style/engagement.css'), 'utf8');
  const { colorOf, contrast } = themeOf(name);
  const surface = colorOf('--ds-surface-raised');
  for (const look of LOOKS) {
    const [, ground, mixed] =
      new RegExp(`\\.${look} \\{\\s*background: color-mix\\(in srgb, var\\((--[a-z-]+)[^)]*\\) (\\d+)%`).exec(style) ?? [];
    if (ground === undefined) throw new Error(`${look} has no look`);
    const below = over(colorOf(ground), surface, Number(mixed) / 100);
    expect({ look, isReadable: contrast(colorOf('--ds-text'), below) >= 4.5 }).toEqual({ look, isReadable: true });
  }
});
