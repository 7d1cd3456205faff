import type { ApiSite } from '../../../api';

/** Where the reader is. `site` is a slug. */
export type Route =
  | { at: 'dashboard' }
  | { at: 'issue'; site: string; issueKey: string }
  | { at: 'page'; site: string; pageId: string }
  | { at: 'gadgets'; site: string; dashboardId: string }
  | { at: 'module'; site: string; place: ModulePlace; moduleKey: string }
  | { at: 'nowhere' };

/** Which product page a full-width module is shown on; admin places refuse people who administer nothing. */
export type ModulePlace = 'jira-admin' | 'jira-app' | 'wiki-settings' | 'any';

const SEGMENT = '([^/]+)';
const PLACES: readonly { pattern: RegExp; place: ModulePlace; path: string }[] = [
  { pattern: new RegExp(`^/site/${SEGMENT}/jira/admin/${SEGMENT}$`), place: 'jira-admin', path: 'jira/admin' },
  { pattern: new RegExp(`^/site/${SEGMENT}/jira/apps/${SEGMENT}$`), place: 'jira-app', path: 'jira/apps' },
  { pattern: new RegExp(`^/site/${SEGMENT}/wiki/settings/${SEGMENT}$`), place: 'wiki-settings', path: 'wiki/settings' },
  { pattern: new RegExp(`^/site/${SEGMENT}/module/${SEGMENT}$`), place: 'any', path: 'module' },
];

export function routeOf(pathname: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname;
  if (path === '/' || path === '' || path === '/__dev') return { at: 'dashboard' };
  const issue = match(path, new RegExp(`^/site/${SEGMENT}/browse/${SEGMENT}$`));
  if (issue) return { at: 'issue', site: issue[0], issueKey: issue[1] };
  const page = match(path, new RegExp(`^/site/${SEGMENT}/wiki/pages/${SEGMENT}$`));
  if (page) return { at: 'page', site: page[0], pageId: page[1] };
  const board = match(path, new RegExp(`^/site/${SEGMENT}/jira/dashboards/${SEGMENT}$`));
  if (board) return { at: 'gadgets', site: board[0], dashboardId: board[1] };
  for (const { pattern, place } of PLACES) {
    const found = match(path, pattern);
    if (found) return { at: 'module', site: found[0], place, moduleKey: found[1] };
  }
  return { at: 'nowhere' };
}

function match(path: string, pattern: RegExp): readonly [string, string] | null {
  const [, first, second] = pattern.exec(path) ?? [];
  if (first === undefined || second === undefined) return null;
  try {
    return [decodeURIComponent(first), decodeURIComponent(second)];
  } catch {
    return null; // a stray % in a hand-typed address
  }
}

export const issuePath = (site: string, issueKey: string): string =>
  `/site/${encodeURIComponent(site)}/browse/${encodeURIComponent(issueKey)}`;
export const pagePath = (site: string, pageId: string): string =>
  `/site/${encodeURIComponent(site)}/wiki/pages/${encodeURIComponent(pageId)}`;

export const gadgetsPath = (site: string, dashboardId: string): string =>
  `/site/${encodeURIComponent(site)}/jira/dashboards/${encodeURIComponent(dashboardId)}`;

/** The product page on which the cloud would show a module of this type; null for modules inside an issue, a page or a dashboard. */
export function placeOfModule(moduleType: string): ModulePlace | null {
  switch (moduleType) {
    case 'jira:adminPage':
      return 'jira-admin';
    case 'jira:globalPage':
      return 'jira-app';
    case 'confluence:globalSettings':
      return 'wiki-settings';
    case 'jira:issuePanel':
    case 'confluence:contentBylineItem':
    case 'jira:dashboardGadget':
    case 'macro':
      return null;
    default:
      return 'any';
  }
}

export function modulePath(site: string, place: ModulePlace, moduleKey: string): string {
  const path = PLACES.find((candidate) => candidate.place === place)?.path ?? 'module';
  return `/site/${encodeURIComponent(site)}/${path}/${encodeURIComponent(moduleKey)}`;
}

export type SiteLink = { label: string; href: string };

/** What a reader may open on a site, most telling first: products that show a module of the app, then the app's own pages. */
export function linksOfSite(site: ApiSite): SiteLink[] {
  const links: SiteLink[] = [];
  const has = (type: string) => site.modules.some((module) => module.type === type);
  if (has('jira:issuePanel')) links.push({ label: 'Issue', href: issuePath(site.slug, 'DEMO-1') });
  if (has('jira:dashboardGadget')) links.push({ label: 'Dashboard', href: gadgetsPath(site.slug, '10000') });
  if (has('confluence:contentBylineItem') || has('macro')) links.push({ label: 'Page', href: pagePath(site.slug, '98310') });
  for (const module of site.modules) {
    const place = placeOfModule(module.type);
    if (place !== null) links.push({ label: labelOf(place, module.title), href: modulePath(site.slug, place, module.key) });
  }
  return links;
}

function labelOf(place: ModulePlace, title: string): string {
  switch (place) {
    case 'jira-admin':
      return 'Jira admin';
    case 'jira-app':
      return 'Jira app';
    case 'wiki-settings':
      return 'Confluence settings';
    case 'any':
      return title;
  }
}
