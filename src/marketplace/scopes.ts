import type { MarketplaceClient } from './client';
import { listRows } from './feed-answers';
import { feedOf } from './feeds';
import type { Feed } from './feeds';
import { isRecord } from './records';
import { textOf } from './wire-value';

type Scopes = { readonly kind: 'listed'; readonly items: readonly (string | null)[] };
type Trouble = Exclude<Awaited<ReturnType<MarketplaceClient['developerId']>>, { kind: 'found' }>;

/** What a report is asked for one by one, encoded for its path; a single null for a report of the whole vendor. */
export async function scopesOf(client: MarketplaceClient, feed: Feed, developerId: string): Promise<Scopes | Trouble> {
  const { scope } = feed;
  if (scope === 'vendor') return { kind: 'listed', items: [null] };
  if (typeof scope !== 'string') return { kind: 'listed', items: scope };
  const products = await client.products(developerId);
  if (products.kind !== 'listed') return products;
  switch (scope) {
    case 'product':
      return { kind: 'listed', items: products.items.map(({ productId }) => encodeURIComponent(productId)) };
    case 'app-software':
      return gathered(products.items, ({ appKey }) => (appKey === '' ? NONE : client.softwareIds(appKey)));
    case 'offering':
      return gathered(products.items, ({ productId }) => offeringIds(client, productId));
  }
}

const NONE = Promise.resolve({ kind: 'listed' as const, items: [] });

async function gathered<T>(
  items: readonly T[],
  idsOf: (item: T) => Promise<{ readonly kind: 'listed'; readonly items: readonly string[] } | Trouble>,
): Promise<Scopes | Trouble> {
  const ids = new Set<string>();
  for (const item of items) {
    const listed = await idsOf(item);
    if (listed.kind !== 'listed') return listed;
    for (const id of listed.items) ids.add(encodeURIComponent(id));
  }
  return { kind: 'listed', items: [...ids] };
}

/** A product that is not for sale has no offerings; that is no trouble. */
async function offeringIds(
  client: MarketplaceClient,
  productId: string,
): Promise<{ readonly kind: 'listed'; readonly items: readonly string[] } | Trouble> {
  const offerings = feedOf('offerings');
  const path = offerings.path({ developerId: '', vendorId: client.vendorId, scope: encodeURIComponent(productId) });
  const asked = await client.ask(path, offerings.parameters);
  if (asked.kind === 'failed' && asked.code === 'report-missing') return { kind: 'listed', items: [] };
  if (asked.kind !== 'answer') return asked;
  const ids = listRows(asked.answer).map((row) => (isRecord(row) ? (textOf(row.id) ?? textOf(row.offeringId)) : null));
  return { kind: 'listed', items: ids.filter((id) => id !== null) };
}
