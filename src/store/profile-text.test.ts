import fc from 'fast-check';
import { packProfile, unpackProfile } from './profile-text';

test('what the kit tells of a user is kept in less than half', () => {
  const user = '{":said at":1735905600000,"accountType":"licensed"}';
  const member = '{":said at":1735905600000,"Role":"unlicensed","firstSeenDay":"2024-02-29"}';
  expect([packProfile(user).length, packProfile(member).length]).toEqual([19, 34]);
  expect([user, member].map((json) => unpackProfile(packProfile(json)))).toEqual([user, member]);
});

test('any profile comes back, and one that was kept before is read as it is', () => {
  const words = fc.constantFrom(':said at', 'accountType', 'Role', 'licensed', '"Role":"', '\u0001', '\u0005"', '\\', 'licensed"');
  const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 4 }).map((parts) => parts.join(''));
  const profiles = fc.dictionary(text, fc.oneof(text, fc.double(), fc.boolean(), fc.array(text)));
  fc.assert(
    fc.property(profiles, (profile) => {
      const json = JSON.stringify(profile);
      expect(unpackProfile(packProfile(json))).toBe(json);
      expect(unpackProfile(json)).toBe(json);
    }),
  );
});
