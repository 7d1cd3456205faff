import { DEFAULT_QUERY, readQuery, type SyncQuery, writeQuery } from './query';

test.each<SyncQuery>([
  DEFAULT_QUERY,
  { view: 'changes', report: 'churn-events', key: 'E-123 & <b>', before: 4_112, page: 0 },
  { view: 'aside', report: 'licences', key: '', before: null, page: 3 },
])('an address says the same that it was made of: %j', (query) => {
  expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
});

test('what somebody typed falls back to what is there', () => {
  const typed = `view=nonsense&report=${encodeURIComponent("x' OR 1=1")}&before=-1&page=0&key=${'k'.repeat(500)}`;
  expect(readQuery(new URLSearchParams(typed))).toEqual({ ...DEFAULT_QUERY, key: 'k'.repeat(160) });
});
