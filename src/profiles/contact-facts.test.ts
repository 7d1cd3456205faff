import fc from 'fast-check';
import { contactText, readContacts } from './contact-facts';

const facts = fc.record({
  people: fc.nat(),
  roles: fc.subarray(['billing', 'reseller', 'technical']),
  domains: fc.subarray(['company', 'free', 'partner']),
});

test('what is kept of contacts says what it was made of, as what was kept before does', () => {
  fc.assert(
    fc.property(facts, (each) => {
      expect(readContacts(contactText(each))).toEqual(each);
      expect(readContacts(JSON.stringify(each))).toEqual(each);
    }),
  );
  expect(contactText({ people: 2, roles: ['billing', 'technical'], domains: ['company'] })).toBe('2btc');
  expect(readContacts(contactText(undefined))).toEqual({ people: 0, roles: [], domains: [] });
});
