import { rowHash } from './row-hash';

/** Thirty-six bits, for the apps of one site. */
const APP_CHARACTERS = 6;

/** What a key of an account is found by. Those of a site lie together: its hash, and a shorter one of the app. */
export function accountKeyHash(key: string): string {
  const [, site, app] = /^(site:[^:]*):(.*)$/s.exec(key) ?? [];
  return site === undefined || app === undefined ? rowHash(key) : rowHash(site) + rowHash(app).slice(0, APP_CHARACTERS);
}

/** How the hashes of all keys of a site begin. */
export function siteHash(cloudId: string): string {
  return accountKeyHash(`site:${cloudId}:`).slice(0, -APP_CHARACTERS);
}
