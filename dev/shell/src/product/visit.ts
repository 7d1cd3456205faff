import type { ApiSite, ApiUser } from '../../../api';
import { linksOfSite, issuePath, pagePath } from '../routing/route';
import { BOARD, PAGES } from '../../../product/demo-work';
import type { SidebarGroup } from './product-frame';

/** Someone on a site. */
export type Visit = { site: ApiSite; user: ApiUser };

export function jiraSidebar(site: ApiSite, path: string): SidebarGroup[] {
  const work = BOARD.map(({ key, summary }) => ({ label: `${key} ${summary}`, href: issuePath(site.slug, key), hint: summary }));
  return withApps({ heading: 'Issues', entries: work.map((entry) => ({ ...entry, isCurrent: entry.href === path })) }, site, path);
}

export function confluenceSidebar(site: ApiSite, path: string): SidebarGroup[] {
  const pages = PAGES.map(({ id, title }) => ({ label: title, href: pagePath(site.slug, id) }));
  return withApps({ heading: 'Pages', entries: pages.map((entry) => ({ ...entry, isCurrent: entry.href === path })) }, site, path);
}

/** What else the site has to open, without what the first group lists already. */
function withApps(first: SidebarGroup, site: ApiSite, path: string): SidebarGroup[] {
  const listed = new Set(first.entries.map((entry) => entry.href));
  const apps = appGroup(site, path);
  return [first, { ...apps, entries: apps.entries.filter((entry) => !listed.has(entry.href)) }];
}

export function appGroup(site: ApiSite, path: string): SidebarGroup {
  return { heading: 'On this site', entries: linksOfSite(site).map((link) => ({ ...link, isCurrent: link.href === path })) };
}

/** Changes with whoever looks at whatever: a module starts anew when its reader, site or place changes. */
export const viewKey = (visit: Visit, ...where: string[]): string => [visit.site.slug, visit.user.accountId, ...where].join('|');
