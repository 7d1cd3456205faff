import { MAX_ITEMS, type Item, type Operation } from '../contract/checklist';

/** A stored value may have 240 KiB; this leaves room for the other attributes. */
export const MAX_LIST_BYTES = 200_000;

/**
 * `unchanged`: the list already is as the operation wants it, as when a call runs twice.
 * `overtaken`: what the person saw is gone or was changed by somebody else.
 * `refused`: the list would break a limit; `reason` is a sentence for the person.
 */
export type Outcome =
  | { readonly kind: 'changed'; readonly items: readonly Item[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'refused'; readonly reason: string };

const unchanged: Outcome = { kind: 'unchanged' };
const overtaken: Outcome = { kind: 'overtaken' };
const changed = (items: readonly Item[]): Outcome => ({ kind: 'changed', items });

export function applyOperation(items: readonly Item[], operation: Operation): Outcome {
  switch (operation.type) {
    case 'add':
      return appendItems(items, [{ id: operation.itemId, text: operation.text, ticked: false }]);
    case 'rename':
      return rename(items, operation.itemId, operation.from, operation.to);
    case 'tick':
      return setTicked(items, operation.itemId, true);
    case 'untick':
      return setTicked(items, operation.itemId, false);
    case 'move':
      return move(items, operation.itemId, operation.beforeId);
    case 'delete':
      return remove(items, operation.itemId, operation.text);
    case 'clear-ticked':
      return clearTicked(items, new Set(operation.itemIds));
  }
}

/** Adds at the end the items whose ids the list does not have yet; all of them or none. */
export function appendItems(items: readonly Item[], added: readonly Item[]): Outcome {
  const known = new Set(items.map((item) => item.id));
  const fresh = added.filter((item) => !known.has(item.id));
  if (fresh.length === 0) return unchanged;
  if (items.length + fresh.length > MAX_ITEMS) {
    return { kind: 'refused', reason: `A checklist holds at most ${String(MAX_ITEMS)} items. Clear some first.` };
  }
  return withinSize([...items, ...fresh]);
}

function rename(items: readonly Item[], itemId: string, from: string, to: string): Outcome {
  const item = items.find((candidate) => candidate.id === itemId);
  if (item?.text === to) return unchanged;
  // Renaming what somebody else renamed meanwhile would silently lose their words.
  if (item?.text !== from) return overtaken;
  return withinSize(items.map((candidate) => (candidate.id === itemId ? { ...candidate, text: to } : candidate)));
}

function setTicked(items: readonly Item[], itemId: string, ticked: boolean): Outcome {
  const item = items.find((candidate) => candidate.id === itemId);
  if (item === undefined) return overtaken;
  if (item.ticked === ticked) return unchanged;
  return changed(items.map((candidate) => (candidate.id === itemId ? { ...candidate, ticked } : candidate)));
}

function move(items: readonly Item[], itemId: string, beforeId: string | null): Outcome {
  const item = items.find((candidate) => candidate.id === itemId);
  if (item === undefined || itemId === beforeId) return item === undefined ? overtaken : unchanged;
  const others = items.filter((candidate) => candidate.id !== itemId);
  const position = beforeId === null ? others.length : others.findIndex((candidate) => candidate.id === beforeId);
  if (position === -1) return overtaken;
  if (items[position]?.id === itemId) return unchanged;
  return changed([...others.slice(0, position), item, ...others.slice(position)]);
}

function remove(items: readonly Item[], itemId: string, text: string): Outcome {
  const item = items.find((candidate) => candidate.id === itemId);
  if (item === undefined) return unchanged;
  if (item.text !== text) return overtaken;
  return changed(items.filter((candidate) => candidate.id !== itemId));
}

/** Only what the person saw as ticked goes, and only if it still is: ticks that came later stay. */
function clearTicked(items: readonly Item[], seen: ReadonlySet<string>): Outcome {
  const kept = items.filter((item) => !(item.ticked && seen.has(item.id)));
  return kept.length === items.length ? unchanged : changed(kept);
}

function withinSize(items: readonly Item[]): Outcome {
  if (new TextEncoder().encode(JSON.stringify(items)).byteLength > MAX_LIST_BYTES) {
    return { kind: 'refused', reason: 'This checklist has too much text to be stored. Shorten or clear some items first.' };
  }
  return changed(items);
}
