import { createHash } from 'node:crypto';
import type { SqlPort } from '../platform/ports';
import { plannedProperties } from '../profiles/planned-properties';
import { isValueOf } from '../segments/value';
import type { PropertyValue } from '../segments/value';
import { VARIANTS } from '../store/counted';
import { addVariants, keptProperties, noteCrowded, variantIds } from '../store/event-properties';
import type { EventVariant, KeptProperty } from '../store/event-properties';
import { countReceipts } from '../store/receipts';
import type { CountedReceipt, Receipt } from '../store/receipts';
import type { StoredBatch } from './store-batch';

/** So many different values of its properties are told apart by event. Of an event with others, nobody knows which they were. */
export const MAX_VARIANTS = 200;
const MAX_VALUE_LENGTH = 100;

/**
 * Counts what was stored by the properties that somebody asks about. Costs one statement while nobody asks, and some more where they do. Every
 * step may run again, as those that stored the batch.
 */
export async function storeEventProperties(sqlPort: SqlPort, counted: StoredBatch['counted']): Promise<void> {
  if (counted.length === 0) return;
  const kept = byEvent(await keptProperties(sqlPort));
  const seen = counted.flatMap(({ receipt, call }): { receipt: Receipt; variant: EventVariant }[] => {
    const variant = variantOf(kept.get(receipt.eventId) ?? [], receipt.eventId, call.properties ?? {});
    return variant === null ? [] : [{ receipt, variant }];
  });
  if (seen.length === 0) return;
  const ids = await idsOf(sqlPort, kept, seen);
  const receipts = seen.flatMap(({ receipt: { eventId: _event, ...receipt }, variant }): CountedReceipt[] => {
    const what = ids.get(variant.key);
    return what === undefined ? [] : [{ ...receipt, what }];
  });
  if (receipts.length > 0) await countReceipts(sqlPort, VARIANTS, receipts);
}

function byEvent<T extends { readonly eventId: number }>(all: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const each of all) found.set(each.eventId, [...(found.get(each.eventId) ?? []), each]);
  return found;
}

/** Null where nothing of it is kept. A value of another type than planned, or one that is too long, is not known. */
function variantOf(kept: readonly KeptProperty[], eventId: number, given: Readonly<Record<string, unknown>>): EventVariant | null {
  const known = kept.flatMap(({ name, key }): [string, PropertyValue | null][] => {
    const value = Object.hasOwn(given, key) ? (given[key] ?? null) : null;
    const type = plannedProperties(name).get(key);
    if (value === null) return [[key, null]];
    return type === undefined || !isValueOf(type, value) || String(value).length > MAX_VALUE_LENGTH ? [] : [[key, value]];
  });
  if (known.length === 0) return null;
  const properties = JSON.stringify(Object.fromEntries(known));
  const key = createHash('sha256')
    .update(`${String(eventId)} ${properties}`)
    .digest('base64url')
    .slice(0, 22);
  return { key, eventId, properties };
}

/** The numbers of those that are told apart, new ones among them while there is room. */
async function idsOf(
  sqlPort: SqlPort,
  kept: ReadonlyMap<number, readonly KeptProperty[]>,
  seen: readonly { readonly receipt: Receipt; readonly variant: EventVariant }[],
): Promise<ReadonlyMap<string, number>> {
  const variants = new Map(seen.map(({ variant }) => [variant.key, variant]));
  const ids = await variantIds(sqlPort, [...variants.keys()]);
  const added: EventVariant[] = [];
  const crowded = new Set<number>();
  for (const [eventId, own] of byEvent([...variants.values()])) {
    const missing = own.filter(({ key }) => !ids.has(key));
    const room = Math.max(0, MAX_VARIANTS - (kept.get(eventId)?.[0]?.variants ?? 0));
    added.push(...missing.slice(0, room));
    if (missing.length > room) crowded.add(eventId);
  }
  const [first] = seen;
  if (crowded.size > 0 && first !== undefined) await noteCrowded(sqlPort, [...crowded], first.receipt.receivedDay);
  if (added.length === 0) return ids;
  await addVariants(sqlPort, added);
  const made = await variantIds(
    sqlPort,
    added.map(({ key }) => key),
  );
  return new Map([...ids, ...made]);
}
