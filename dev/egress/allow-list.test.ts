import { mayReach } from './allow-list';

const entries = [
  { address: 'api.segment.io', category: 'analytics' },
  { address: '*.journy.io', category: 'analytics' },
  { address: 'api.example.com', category: undefined },
];

test.each([
  ['https://api.segment.io/v1/batch', true, true],
  ['https://api.segment.io/v1/batch', false, false],
  ['https://analyze.journy.io/backend/v1/batch', true, true],
  ['https://journy.io/', true, false],
  ['http://api.segment.io/v1/batch', true, false],
  ['https://api.example.com/x', false, true],
  ['https://evil.example.com/x', true, false],
])('%s with analytics %s: %s', (url, allowAnalytics, expected) => {
  expect(mayReach(entries, url, allowAnalytics)).toBe(expected);
});
