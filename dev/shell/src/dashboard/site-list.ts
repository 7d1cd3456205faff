import type { ApiSite, StatusAnswer } from '../../../api';

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
