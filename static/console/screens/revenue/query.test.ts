import fc from 'fast-check';
import { closed, DEFAULT_QUERY, linkTo, readQuery, type RevenueQuery, TABS, writeQuery } from './query';

test('an empty address is the bridge of all accounts, twelve months back', () => {
  expect(readQuery(new URLSearchParams())).toEqual(DEFAULT_QUERY);
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe('');
});

test.each([
  ['tab', 'payroll'],
  ['basis', 'gross'],
  ['months', '13'],
  ['from', '2026-13'],
  ['kind', 'bonus'],
  ['page', '-1'],
  ['page', '1.5'],
  ['account', 'x'.repeat(201)],
  ['hosting', 'x'.repeat(101)],
])('%s=%s is nothing that can be asked', (name, value) => {
  expect(readQuery(new URLSearchParams({ [name]: value }))).toEqual(DEFAULT_QUERY);
});

const text = fc.option(fc.string({ minLength: 1, maxLength: 20 }));
const values = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const queries: fc.Arbitrary<RevenueQuery> = fc.record({
  tab: fc.constantFrom(...TABS),
  basis: fc.constantFrom('customer', 'net'),
  months: fc.constantFrom(6, 12, 24, 36),
  filter: fc.record(
    { app: values, edition: values, hosting: values, plan: values, region: values, stage: values, segment: fc.constant(['7', '31']) },
    { requiredKeys: [] },
  ),
  from: fc.constantFrom(null, '2024-02', '2026-12'),
  to: fc.constantFrom(null, '2027-01'),
  kind: fc.constantFrom(null, 'new', 'rateChange'),
  statedApp: text,
  subscription: fc.constantFrom(null, 'TOTAL', 'ANNUAL'),
  reason: text,
  account: text,
  line: text,
  page: fc.integer({ min: 0, max: 10_000 }),
  beside: fc.uniqueArray(fc.integer({ min: 1, max: 999 }).map(String), { maxLength: 3 }),
});

test('whatever is chosen, its address opens the same again', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
    }),
  );
});

test('a link changes what it is about and keeps what the figures are of', () => {
  const query = { ...DEFAULT_QUERY, tab: 'churn', basis: 'net', from: '2026-01', account: '7', page: 3 } as const;
  expect(linkTo(closed(query), { account: '9' })).toBe('#/revenue?tab=churn&basis=net&account=9');
});
