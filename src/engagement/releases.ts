/** A version of an app and the first day on which a site ran it. */
export type SeenVersion = { readonly app: string; readonly version: string; readonly firstDay: number };

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

/** True for versions as the platform numbers them: major, minor, patch. */
export const isVersion = (text: string): boolean => VERSION.test(text);

/**
 * The versions that came out while somebody looked, oldest first: each higher than all seen of its app before. One that first shows
 * later is an old one on a site that reports anew. What runs on an app's first day was there already: nobody knows since when.
 */
export function releasesOf<Seen extends SeenVersion>(seen: Iterable<Seen>): Seen[] {
  const highest = new Map<string, { readonly firstDay: number; version: string }>();
  const ordered = [...seen]
    .filter(({ version }) => isVersion(version))
    .sort((a, b) => a.firstDay - b.firstDay || (a.app < b.app ? -1 : a.app > b.app ? 1 : compareVersions(a.version, b.version)));
  return ordered.filter(({ app, version, firstDay }) => {
    const known = highest.get(app);
    if (known === undefined) {
      highest.set(app, { firstDay, version });
      return false;
    }
    if (compareVersions(version, known.version) <= 0) return false;
    known.version = version;
    return firstDay > known.firstDay;
  });
}

/** Negative when `a` is the lower one. */
function compareVersions(a: string, b: string): number {
  const [one, two] = [partsOf(a), partsOf(b)];
  return one.map((part, index) => part - (two[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

const partsOf = (version: string): number[] => version.split('.').map(Number);

/**
 * As many as can be told apart on a chart: all of them, else the first of each minor version, else the first of each major one, else
 * the latest.
 */
export function releasesToShow<Seen extends SeenVersion>(releases: readonly Seen[], most: number): Seen[] {
  for (const digits of [3, 2, 1]) {
    const firsts = new Map<string, Seen>();
    for (const each of releases) {
      const key = `${each.app} ${partsOf(each.version).slice(0, digits).join('.')}`;
      if (!firsts.has(key)) firsts.set(key, each);
    }
    if (firsts.size <= most) return [...firsts.values()];
  }
  return releases.slice(-most);
}
