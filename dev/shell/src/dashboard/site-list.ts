import type { ApiSite, SitesAnswer, StatusAnswer } from '../../../api';
import { linksOfSite, type SiteLink } from '../routing/route';

/** Every word of the search is in the site's name, slug, entitlement or licence type. */
export function matchesSearch(site: ApiSite, search: string): boolean {
  const text = [
    site.name,
    site.slug,
    site.license?.entitlement ?? '',
    site.license?.type ?? 'none',
    site.license?.active === false ? 'inactive' : '',
  ]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The apps on a site, by what they show there and by what the host runs for them. */
export function appKeysOf(site: ApiSite, status: StatusAnswer | null): string[] {
  const running = [...(status?.triggers ?? []), ...(status?.queues ?? [])].filter((entry) => entry.site === site.slug);
  return [...new Set([...site.modules, ...running].map((entry) => entry.appKey))].sort();
}

/** Where to begin: what the host recommends, then whatever else the vendor's own site has to open; each page once. */
export function startLinksOf(answer: SitesAnswer | null): SiteLink[] {
  if (answer === null) return [];
  const pathOf = (href: string) => href.replace(/[?#].*$/, '');
  const recommended = new Set(answer.links.map((link) => pathOf(link.href)));
  const vendor = answer.sites
    .filter((site) => site.role === 'vendor')
    .flatMap((site) => linksOfSite(site).map((link) => ({ ...link, label: `${site.name}: ${link.label}` })));
  return [...answer.links, ...vendor.filter((link) => !recommended.has(pathOf(link.href)))];
}
