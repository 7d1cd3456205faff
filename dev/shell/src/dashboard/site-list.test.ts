import type { ApiSite } from '../../../api';
import { appKeysOf, matchesSearch, startLinksOf } from './site-list';

const site: ApiSite = {
  slug: 'birch-works',
  name: 'Birch Works',
  cloudId: 'c',
  role: 'customer',
  users: [],
  modules: [{ type: 'jira:issuePanel', key: 'panel', title: 'Panel', render: 'native', url: '/x.js', appKey: 'one' }],
  license: { active: false, type: 'COMMERCIAL', entitlement: 'E-1AB-2CD' },
  allowAnalyticsEgress: true,
  unsupported: [],
};

test.each([
  ['', true],
  ['birch', true],
  ['WORKS birch', true],
  ['e-1ab', true],
  ['inactive', true],
  ['oak', false],
  ['birch oak', false],
])('search "%s"', (search, found) => {
  expect(matchesSearch(site, search)).toBe(found);
});

test('apps are those that show something and those that run', () => {
  const trigger = { appKey: 'two', site: 'birch-works', key: 'hourly', interval: 'hour', lastRunAt: null, lastOutcome: null };
  const status = {
    now: '2024-03-01T00:00:00Z',
    clockOffsetMs: 0,
    queues: [],
    invocations: { total: 0, failed: 0, timedOut: 0 },
    cost: { meters: [], dollars: 0 },
    triggers: [trigger, { ...trigger, appKey: 'three', site: 'elsewhere' }],
    webtriggers: [],
    log: [],
  };
  expect(appKeysOf(site, status)).toEqual(['one', 'two']);
  expect(appKeysOf(site, null)).toEqual(['one']);
});

test('the host’s own recommendations come first, and no page twice', () => {
  const vendor: ApiSite = {
    ...site,
    slug: 'harbour',
    name: 'Harbour',
    role: 'vendor',
    modules: [
      { type: 'jira:globalPage', key: 'console', title: 'Console', render: 'custom', url: '/r', appKey: 'v' },
      { type: 'jira:adminPage', key: 'settings', title: 'Settings', render: 'custom', url: '/r', appKey: 'v' },
    ],
  };
  const links = [{ label: 'Vendor console', href: '/site/harbour/jira/apps/console?as=someone' }];
  expect(startLinksOf({ sites: [site, vendor], links })).toEqual([
    links[0],
    { label: 'Harbour: Jira admin', href: '/site/harbour/jira/admin/settings' },
  ]);
  expect(startLinksOf(null)).toEqual([]);
});
