import { formatHash, parseHash } from './hash';

test.each([
  ['', '', ''],
  ['#/overview', 'overview', ''],
  ['#/overview?range=7&standing=neither', 'overview', 'range=7&standing=neither'],
  ['#settings', 'settings', ''],
  ['#/overview?', 'overview', ''],
])('%j', (hash, screen, query) => {
  const place = parseHash(hash);
  expect(place.screen).toBe(screen);
  expect(place.params.toString()).toBe(query);
});

test('an address survives being read and written', () => {
  const hash = '#/overview?range=90&sort=company&order=ascending';
  expect(formatHash(parseHash(hash))).toBe(hash);
  expect(formatHash({ screen: 'settings', params: new URLSearchParams() })).toBe('#/settings');
});
