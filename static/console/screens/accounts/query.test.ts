import fc from 'fast-check';
import { AccountSort } from '../../../../src/contract/accounts';
import { PredictedOutcome } from '../../../../src/contract/predictions';
import { Standing } from '../../../../src/contract/standing';
import { type AccountsQuery, DEFAULT_QUERY, readQuery, sortedBy, writeQuery } from './query';

const anyQuery: fc.Arbitrary<AccountsQuery> = fc.record({
  standing: fc.constantFrom(null, ...Standing.options),
  filter: fc.constantFrom({}, { app: ['com.example.board'], stage: ['Paying', null] }),
  sort: fc.constantFrom(...AccountSort.options),
  descending: fc.boolean(),
  score: fc.option(fc.record({ outcome: fc.constantFrom(...PredictedOutcome.options), from: fc.nat(100), to: fc.nat(100) })),
  added: fc.subarray(['Health', 'Churn score']),
  hidden: fc.array(fc.constantFrom('Tier', 'Last activity', 'Users seen in 30 days'), { maxLength: 3 }),
});

test('every query survives the address', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
    }),
  );
});

test('defaults leave the address empty, and what does not fit falls back', () => {
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe('');
  expect(readQuery(new URLSearchParams('standing=rich&sort=drop&order=sideways&score=churn:101-4'))).toEqual(DEFAULT_QUERY);
});

test('a heading sorts texts from A and figures from the largest, and the second time the other way round', () => {
  const byCompany = sortedBy(DEFAULT_QUERY, 'company');
  expect(byCompany).toMatchObject({ sort: 'company', descending: false });
  expect(sortedBy(byCompany, 'company').descending).toBe(true);
  expect(sortedBy(byCompany, 'seats')).toMatchObject({ sort: 'seats', descending: true });
  expect(sortedBy(DEFAULT_QUERY, 'mrr').descending).toBe(false);
});
