import { z } from 'zod';
import { SavedView } from '../contract/accounts';
import type { KvsPort } from '../platform/ports';

const KEY = 'saved-views';
const MAX_VIEWS = 50;

/** Lists as people arranged them, shared by all who open the console, in the order of their names. */
export async function savedViews(kvs: KvsPort): Promise<SavedView[]> {
  const stored = z.array(SavedView).safeParse(await kvs.get(KEY));
  return stored.success ? stored.data : [];
}

/** A view of the same name is replaced; past 50 the new one is not kept. */
export async function saveView(kvs: KvsPort, view: SavedView): Promise<SavedView[]> {
  const others = (await savedViews(kvs)).filter(({ name }) => name !== view.name);
  const views = [...others, view].slice(0, MAX_VIEWS).sort((a, b) => (a.name < b.name ? -1 : 1));
  await kvs.set(KEY, views);
  return views;
}

export async function removeView(kvs: KvsPort, name: string): Promise<SavedView[]> {
  const views = (await savedViews(kvs)).filter((view) => view.name !== name);
  await kvs.set(KEY, views);
  return views;
}
