import { dayOf, isDay } from '../platform/days';
import { MAX_LIST, MAX_TEXT } from '../segments/value';
import type { PropertyType, PropertyValue, SubjectKind } from '../segments/value';
import { TRAIT_OWNERS } from '../tracking/trait-owners';

/** What a trait says. `null` takes the value away; `unusable`: nothing that can be kept. */
export type TraitValue = { readonly type: PropertyType; readonly value: PropertyValue } | null | 'unusable';

/** The property of a pair that says what somebody is there: owner, admin, a mere user. */
export const ROLE_KEY = 'Role';

const MAX_KEY = 100;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
/** Somewhere in a text: whatever it is called, it names a person. */
const ADDRESS = /[^\s@]@[^\s@]+\.[^\s@]/;
/** Traits of people that say who they are, or how to reach them. */
const PERSONAL = /mail|name|phone|mobile|address|street|avatar|picture|birth|gender|passport|iban/i;

/** The type of a value at first sight: money cannot be told from a number, and an instant is kept as its UTC day. */
export function traitValue(raw: unknown): TraitValue {
  if (raw === null || raw === undefined || raw === '') return null;
  if (typeof raw === 'boolean') return { type: 'boolean', value: raw };
  if (typeof raw === 'number') return Number.isFinite(raw) ? { type: 'number', value: raw } : 'unusable';
  if (typeof raw === 'string') return textValue(raw);
  if (!Array.isArray(raw) || raw.length > MAX_LIST) return 'unusable';
  const items: readonly unknown[] = raw;
  const texts = items.filter((item): item is string => typeof item === 'string' && item.length <= MAX_TEXT && !ADDRESS.test(item));
  if (texts.length !== raw.length) return 'unusable';
  return texts.length === 0 ? null : { type: 'list', value: [...new Set(texts)].sort() };
}

function textValue(raw: string): TraitValue {
  if (raw.length > MAX_TEXT || ADDRESS.test(raw)) return 'unusable';
  if (isDay(raw)) return { type: 'day', value: raw };
  const at = INSTANT.test(raw) ? Date.parse(raw) : NaN;
  return Number.isNaN(at) ? { type: 'text', value: raw } : { type: 'day', value: dayOf(at) };
}

/** What may name a property: a colon at the beginning is the store's own. */
export function isPropertyKey(key: string): boolean {
  return key !== '' && key.length <= MAX_KEY && !key.startsWith(':') && key !== '__proto__' && !/\p{Cc}/u.test(key);
}

/**
 * Under which key a trait is kept; null for what is not. The reports of the Marketplace say better what they own, and what tells who a user is stays out of the store.
 */
export function traitKey(kind: SubjectKind, name: string): string | null {
  const key = name.trim();
  if (!isPropertyKey(key)) return null;
  switch (kind) {
    case 'account': {
      const owner = Object.hasOwn(TRAIT_OWNERS, key) ? TRAIT_OWNERS[key] : undefined;
      return owner === 'marketplace' || owner === 'nobody' ? null : key;
    }
    case 'user':
      return PERSONAL.test(key) ? null : key;
    case 'membership':
      return key.toLowerCase() === 'role' ? ROLE_KEY : PERSONAL.test(key) ? null : key;
  }
}
