import { stableUuid } from '../host/ids';
import type { Installation } from '../services';

export type WebtriggerAddress = { readonly id: string; readonly installation: Installation; readonly key: string; readonly url: string };

/** The addresses of web triggers. An address stays the same for an installation and a module until somebody forces a new one. */
export type WebtriggerRegistry = {
  readonly addressOf: (installation: Installation, key: string, forceCreate?: boolean) => WebtriggerAddress;
  readonly listOf: (installation: Installation) => WebtriggerAddress[];
  readonly find: (id: string) => WebtriggerAddress | null;
  readonly remove: (id: string) => boolean;
  readonly removeAll: (installationId: string) => void;
};

export const WEBTRIGGER_DOMAIN = 'webtrigger.atlassian.app';

/** `https://<installation>.webtrigger.atlassian.app/public/<id>`, with whatever path follows the id. */
export function idInUrl(url: URL): { id: string; userPath: string } | null {
  if (!url.hostname.endsWith(`.${WEBTRIGGER_DOMAIN}`)) return null;
  const [, id, userPath] = /^\/public\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
  return id === undefined ? null : { id, userPath: userPath ?? '' };
}

export function createWebtriggerRegistry(): WebtriggerRegistry {
  const byId = new Map<string, WebtriggerAddress>();
  let forced = 0;
  const listOf = (installation: Installation): WebtriggerAddress[] =>
    [...byId.values()].filter((address) => address.installation.installationId === installation.installationId);
  return {
    addressOf(installation, key, forceCreate = false) {
      const known = listOf(installation).find((address) => address.key === key);
      if (known !== undefined && !forceCreate) return known;
      if (known !== undefined) forced += 1;
      const id = stableUuid('webtrigger', installation.installationId, key, known === undefined ? '' : String(forced));
      const address = { id, installation, key, url: `https://${installation.installationId}.${WEBTRIGGER_DOMAIN}/public/${id}` };
      byId.set(id, address);
      return address;
    },
    listOf,
    find: (id) => byId.get(id) ?? null,
    remove: (id) => byId.delete(id),
    removeAll(installationId) {
      for (const address of byId.values()) if (address.installation.installationId === installationId) byId.delete(address.id);
    },
  };
}
