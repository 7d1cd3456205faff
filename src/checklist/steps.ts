import type { Item, Operation } from '../contract/checklist';

/** One place up or down, as the two buttons of an item ask for it; null at the end of the list. */
export function stepOf(items: readonly Item[], itemId: string, direction: 'up' | 'down'): Operation | null {
  const index = items.findIndex((item) => item.id === itemId);
  if (index === -1) return null;
  if (direction === 'up') {
    const previous = items[index - 1];
    return previous === undefined ? null : { type: 'move', itemId, beforeId: previous.id };
  }
  return index === items.length - 1 ? null : { type: 'move', itemId, beforeId: items[index + 2]?.id ?? null };
}

/** `share` is 0 to 1, and 0 for an empty list. */
export function progressOf(items: readonly Item[]): { readonly done: number; readonly total: number; readonly share: number } {
  const done = items.filter((item) => item.ticked).length;
  return { done, total: items.length, share: items.length === 0 ? 0 : done / items.length };
}
