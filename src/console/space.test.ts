import { vendorMigrations } from '../store/migrations/vendor';
import { partOf, spaceReport } from './space';

const tables = vendorMigrations.flatMap(({ statement }) => /CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement?.text ?? '')?.slice(1) ?? []);

test('every table belongs to a part that has a name', () => {
  expect(tables.length).toBeGreaterThan(60);
  expect(tables.filter((table) => partOf(table) === 'other')).toEqual(['erasure']);
});

test.each([
  ['activity', 'use'],
  ['account', 'people'],
  ['account_days', 'prepared'],
  ['event_use', 'prepared'],
  ['event_days_stale', 'prepared'],
  ['event_name', 'profiles'],
  ['account_outlook', 'insight'],
  ['licence_standing', 'market'],
  ['revenue_line', 'revenue'],
  ['something_new', 'other'],
])('%s belongs to %s', (table, part) => {
  expect(partOf(table)).toBe(part);
});

test('tables of a part are added up, the largest part first', () => {
  const sizes = [
    { name: 'receipt', bytes: 5 },
    { name: 'licence', bytes: 7 },
    { name: 'activity', bytes: 10 },
    { name: 'letter', bytes: 0 },
  ];
  expect(spaceReport(sizes)).toMatchObject({
    limitBytes: 1_073_741_824,
    parts: [
      { part: 'use', bytes: 15 },
      { part: 'market', bytes: 7 },
    ],
  });
  expect(spaceReport(null).parts).toBeNull();
});
