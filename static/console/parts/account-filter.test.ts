import fc from 'fast-check';
import { AccountFilter } from '../../../src/contract/account-filter';
import { FILTER_TERMS } from '../../../src/engagement/account-filter';
import { isFiltering, readFilter, writeFilter } from './account-filter';

const values = fc.uniqueArray(fc.option(fc.string({ minLength: 1, maxLength: 100 })), { minLength: 1, maxLength: 5 });
const filters: fc.Arbitrary<AccountFilter> = fc.record(
  {
    segment: fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }).map(String), { minLength: 1, maxLength: 5 }),
    app: values,
    edition: values,
    hosting: values,
    plan: values,
    region: values,
    stage: values,
  },
  { requiredKeys: [] },
);

test('whatever is filtered for, its address asks for it again, and other things in the address stay', () => {
  fc.assert(
    fc.property(filters, filters, (before, filter) => {
      const params = writeFilter(writeFilter(new URLSearchParams({ sort: 'mrr' }), before), filter);
      expect(readFilter(new URLSearchParams(params.toString()))).toEqual(filter);
      expect(params.get('sort')).toBe('mrr');
      expect(isFiltering(filter)).toBe(Object.keys(filter).length > 0);
    }),
  );
});

test('whatever is typed, the app can be asked for it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('segment', ...FILTER_TERMS), fc.string({ maxLength: 120 })), { maxLength: 80 }),
      (pairs) => {
        expect(AccountFilter.safeParse(readFilter(new URLSearchParams(pairs))).success).toBe(true);
      },
    ),
  );
});
