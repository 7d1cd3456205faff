import fc from 'fast-check';
import { AccountSort, Standing } from '../../../../src/contract/console';
import { DEFAULT_QUERY, filteredBy, type OverviewQuery, readQuery, sortedBy, writeQuery } from './query';

const anyQuery: fc.Arbitrary<OverviewQuery> = fc.record({
  rangeDays: fc.constantFrom(7, 30, 90),
  standing: fc.constantFrom(null, ...Standing.options),
  sort: fc.constantFrom(...AccountSort.options),
  descending: fc.boolean(),
  page: fc.integer({ min: 0, max: 10_000 }),
});

test('every query survives the address', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
    }),
  );
});

test('defaults leave the address empty', () => {
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe('');
  expect(readQuery(new URLSearchParams())).toEqual(DEFAULT_QUERY);
});

test('what does not fit falls back', () => {
  expect(readQuery(new URLSearchParams('range=31&standing=rich&sort=drop&order=sideways&page=-4'))).toEqual(DEFAULT_QUERY);
  expect(readQuery(new URLSearchParams('page=1.5')).page).toBe(0);
  expect(readQuery(new URLSearchParams('page=99999999')).page).toBe(0);
});

test('a heading sorts texts from A and figures from the largest, and the second time the other way round', () => {
  const deep = { ...DEFAULT_QUERY, page: 4 };
  const byCompany = sortedBy(deep, 'company');
  expect(byCompany).toEqual({ ...deep, sort: 'company', descending: false, page: 0 });
  expect(sortedBy(byCompany, 'company').descending).toBe(true);
  expect(sortedBy(byCompany, 'seats')).toMatchObject({ sort: 'seats', descending: true });
  expect(sortedBy(DEFAULT_QUERY, 'mrr').descending).toBe(false);
});

test('a cell filters, and the same cell again shows all', () => {
  const filtered = filteredBy({ ...DEFAULT_QUERY, page: 2 }, 'paid-silent');
  expect(filtered).toMatchObject({ standing: 'paid-silent', page: 0 });
  expect(filteredBy(filtered, 'neither').standing).toBe('neither');
  expect(filteredBy(filtered, 'paid-silent').standing).toBeNull();
});
