import { createBridgeClient, type AskConsent, type BridgeClient, type Invoke } from './bridge-client';
import { watchPageHidden } from './page-lifecycle';

/** What a page has of the platform: `invoke` and `getCookieConsentPreferences` of its bridge. */
export type PageBridge = { readonly invoke: Invoke; readonly consent?: AskConsent };

const clients = new WeakMap<Invoke, BridgeClient>();

/** The one client of this page: everything that tracks through the same `invoke` shares its batches. */
export function pageClient({ invoke, consent }: PageBridge): BridgeClient {
  const known = clients.get(invoke);
  if (known !== undefined) return known;
  const client = createBridgeClient({
    invoke,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    page: watchPageHidden,
    ...(consent === undefined ? {} : { consent }),
  });
  clients.set(invoke, client);
  return client;
}
