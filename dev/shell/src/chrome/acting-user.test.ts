import type { ApiSite, ApiUser } from '../../../api';
import { actingUser } from './acting-user';

const person = (accountId: string, isAdmin: boolean): ApiUser => ({ accountId, displayName: `Person ${accountId}`, isAdmin, groups: [] });
const site = (users: ApiUser[]): ApiSite => ({
  slug: 's',
  name: 'S',
  cloudId: 'c',
  role: 'customer',
  users,
  modules: [],
  license: null,
  allowAnalyticsEgress: true,
  unsupported: [],
});
const three = site([person('a', false), person('b', true), person('c', false)]);

test.each([
  ['c', 'a', 'c'],
  ['stranger', 'a', 'a'],
  [null, 'c', 'c'],
  [null, null, 'b'],
  [null, 'gone', 'b'],
])('asked %s, remembered %s: %s', (asked, remembered, expected) => {
  expect(actingUser(three, asked, remembered)?.accountId).toBe(expected);
});

test('a site without administrators starts with its first user, one without users with nobody', () => {
  expect(actingUser(site([person('x', false)]), null, null)?.accountId).toBe('x');
  expect(actingUser(site([]), null, null)).toBeNull();
});
