import type { PropertyRow } from '../../../../src/contract/profiles';
import { listedProperties } from './listed';
import { DEFAULT_QUERY, readQuery, writeQuery } from './query';

const property = (key: string, more: Partial<PropertyRow> = {}): PropertyRow => ({
  kind: 'account',
  key,
  type: 'text',
  origin: 'kit',
  isStandard: false,
  ownLabel: key,
  label: key,
  description: '',
  grouping: '',
  hidden: false,
  sensitive: false,
  lastSeenDay: null,
  filled: null,
  examples: [],
  misfits: 0,
  misfitDay: null,
  ...more,
});
const keys = (rows: readonly PropertyRow[]): string[] => rows.map(({ key }) => key);

test('searches what it is called, described as and holds; hidden ones only when asked for', () => {
  const rows = [
    property('lists', { label: 'Lists' }),
    property('tier', { description: 'Of the licence' }),
    property('secret', { hidden: true, label: 'Lists that nobody sees' }),
    property('role', { kind: 'membership', label: 'Lists' }),
  ];
  expect(keys(listedProperties(rows, { ...DEFAULT_QUERY, search: ' LIST ' }))).toEqual(['lists']);
  expect(keys(listedProperties(rows, { ...DEFAULT_QUERY, search: 'licence' }))).toEqual(['tier']);
  expect(keys(listedProperties(rows, { ...DEFAULT_QUERY, search: 'list', hidden: true }))).toEqual(['lists', 'secret']);
});

test('what is not known comes last both ways; equals go by name', () => {
  const rows = [property('b', { filled: 5 }), property('unknown'), property('a', { filled: 5 }), property('c', { filled: 9 })];
  const by = { ...DEFAULT_QUERY, sort: 'filled' as const };
  expect(keys(listedProperties(rows, by))).toEqual(['a', 'b', 'c', 'unknown']);
  expect(keys(listedProperties(rows, { ...by, descending: true }))).toEqual(['c', 'a', 'b', 'unknown']);
});

test('an address is read as it was written, and anything else is the default', () => {
  const query = { view: 'event', search: 'x & y', sort: 'filled', descending: true, hidden: true } as const;
  expect(readQuery(writeQuery(query))).toEqual(query);
  expect(readQuery(new URLSearchParams('view=moon&sort=__proto__&order=up'))).toEqual(DEFAULT_QUERY);
});
