import fc from 'fast-check';
import type { ApiModule, ApiSite } from '../../../api';
import { gadgetsPath, issuePath, linksOfSite, modulePath, pagePath, placeOfModule, routeOf, type ModulePlace } from './route';

const moduleOf = (type: string, key: string): ApiModule => ({
  type,
  key,
  title: `Title of ${key}`,
  render: 'custom',
  url: '/r',
  appKey: 'app',
});
const siteOf = (modules: ApiModule[]): ApiSite => ({
  slug: 'birch',
  name: 'Birch',
  cloudId: 'c-1',
  role: 'customer',
  users: [],
  modules,
  license: null,
  allowAnalyticsEgress: true,
  unsupported: [],
});

describe('routeOf', () => {
  test.each([
    ['/', { at: 'dashboard' }],
    ['/__dev/', { at: 'dashboard' }],
    ['/__dev', { at: 'dashboard' }],
    ['/site/birch/browse/DEMO-7', { at: 'issue', site: 'birch', issueKey: 'DEMO-7' }],
    ['/site/birch/wiki/pages/98310/', { at: 'page', site: 'birch', pageId: '98310' }],
    ['/site/birch/jira/dashboards/10000', { at: 'gadgets', site: 'birch', dashboardId: '10000' }],
    ['/site/birch/jira/admin/console', { at: 'module', site: 'birch', place: 'jira-admin', moduleKey: 'console' }],
    ['/site/birch/jira/apps/console', { at: 'module', site: 'birch', place: 'jira-app', moduleKey: 'console' }],
    ['/site/birch/wiki/settings/console', { at: 'module', site: 'birch', place: 'wiki-settings', moduleKey: 'console' }],
    ['/site/birch/module/console', { at: 'module', site: 'birch', place: 'any', moduleKey: 'console' }],
    ['/site/birch', { at: 'nowhere' }],
    ['/site/birch/browse/%E0%A4%A', { at: 'nowhere' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  const name = fc.string({ minLength: 1 });

  test('every path that is built is read back, whatever the names hold', () => {
    fc.assert(
      fc.property(name, name, (site, key) => {
        expect(routeOf(issuePath(site, key))).toEqual({ at: 'issue', site, issueKey: key });
        expect(routeOf(gadgetsPath(site, key))).toEqual({ at: 'gadgets', site, dashboardId: key });
        expect(routeOf(pagePath(site, key))).toEqual({ at: 'page', site, pageId: key });
        for (const place of ['jira-admin', 'jira-app', 'wiki-settings', 'any'] satisfies ModulePlace[]) {
          expect(routeOf(modulePath(site, place, key))).toEqual({ at: 'module', site, place, moduleKey: key });
        }
      }),
    );
  });
});

describe('linksOfSite', () => {
  test('one link for each place that shows something, none for products without a module', () => {
    const site = siteOf([
      moduleOf('jira:issuePanel', 'panel'),
      moduleOf('jira:adminPage', 'admin'),
      moduleOf('jira:somethingNew', 'sketch'),
    ]);
    expect(linksOfSite(site)).toEqual([
      { label: 'Issue', href: '/site/birch/browse/DEMO-1' },
      { label: 'Jira admin', href: '/site/birch/jira/admin/admin' },
      { label: 'Title of sketch', href: '/site/birch/module/sketch' },
    ]);
  });

  test('gadgets stand on a dashboard, macros in a page', () => {
    expect(linksOfSite(siteOf([moduleOf('macro', 'sketch'), moduleOf('jira:dashboardGadget', 'clock')]))).toEqual([
      { label: 'Dashboard', href: '/site/birch/jira/dashboards/10000' },
      { label: 'Page', href: '/site/birch/wiki/pages/98310' },
    ]);
  });

  test('a module type that the host has no page for still gets one', () => {
    expect(placeOfModule('jira:somethingNew')).toBe('any');
    expect(placeOfModule('jira:issuePanel')).toBeNull();
  });
});
