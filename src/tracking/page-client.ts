import { createBridgeClient, type AskConsent, type BridgeClient, type Invoke } from './bridge-client';
import { leftoversIn, leftoversKey } from './leftovers';
import { watchPageHidden } from './page-lifecycle';

/** What a page has of the platform: `invoke` and `getCookieConsentPreferences` of its bridge. */
export type PageBridge = {
  readonly invoke: Invoke;
  readonly consent?: AskConsent | undefined;
  /** Who left what (`visitorKey` of the page's context). Without it nothing is stored: one app's pages share their storage across sites and users. */
  readonly visitor?: (() => Promise<string | undefined>) | undefined;
};

const clients = new WeakMap<Invoke, BridgeClient>();

/** The one client of this page: everything that tracks through the same `invoke` shares its batches. */
export function pageClient({ invoke, consent, visitor }: PageBridge): BridgeClient {
  let client = clients.get(invoke);
  if (!client) {
    client = createBridgeClient({
      invoke,
      consent,
      now: Date.now,
      newId: () => crypto.randomUUID(),
      page: watchPageHidden,
      leftovers: async () => {
        const id = await visitor?.();
        if (id) return leftoversIn(() => localStorage, leftoversKey(id));
        return undefined;
      },
    });
    clients.set(invoke, client);
  }
  return client;
}
