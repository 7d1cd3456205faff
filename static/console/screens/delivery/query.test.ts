import fc from 'fast-check';
import { DEFAULT_QUERY, type DeliveryQuery, readQuery, writeQuery } from './query';

test('what is default is not written', () => {
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe('');
  expect(readQuery(new URLSearchParams())).toEqual(DEFAULT_QUERY);
});

test('every choice survives the address', () => {
  const choice = fc.record<DeliveryQuery>({
    days: fc.constantFrom(7, 14, 30),
    audited: fc.constantFrom('segment', 'journy', 'intake', 'store', null),
    state: fc.constantFrom('parked', 'dead', null),
    destination: fc.constantFrom('segment', 'journy', 'intake', 'store', null),
    page: fc.nat(10_000),
  });
  fc.assert(
    fc.property(choice, (query) => {
      expect(readQuery(writeQuery(query))).toEqual(query);
    }),
  );
});

test.each(['range=8&audit=elsewhere&state=lost&destination=__proto__&page=-1', 'range=&page=NaN', 'page=1e9', 'page=1.5'])(
  'an address that means nothing falls back: %s',
  (typed) => {
    expect(readQuery(new URLSearchParams(typed))).toEqual(DEFAULT_QUERY);
  },
);
