import { dayOf, isDay } from '../platform/days';
import { isValueOf, MAX_LIST, MAX_TEXT } from '../segments/value';
import type { PropertyType, PropertyValue } from '../segments/value';

const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
const YES = new Set(['true', 'yes', '1']);
const NO = new Set(['false', 'no', '0']);

/**
 * A value as another type; null where it has no such reading. Money is whole cents, so a number with a fraction is none. Whatever is of the
 * type already stays as it is, so that reading it twice is reading it once.
 */
export function retyped(value: PropertyValue, type: PropertyType): PropertyValue | null {
  const isSo: boolean = isValueOf(type, value);
  if (isSo) return value;
  switch (type) {
    case 'text':
      return typeof value === 'object' ? joined(value) : String(value);
    case 'number':
    case 'money': {
      const number =
        typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : typeof value === 'boolean' ? Number(value) : value;
      return isValueOf(type, number) ? number : null;
    }
    case 'boolean': {
      const word = String(value).trim().toLowerCase();
      return YES.has(word) ? true : NO.has(word) ? false : null;
    }
    case 'day': {
      const at = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : NaN;
      if (Number.isNaN(at)) return null;
      const day = dayOf(at);
      return isDay(day) ? day : null;
    }
    case 'list':
      return typeof value === 'string' ? partsOf(value) : null;
  }
}

const joined = (list: readonly string[]): string | null => {
  const text = list.join(', ');
  return text.length <= MAX_TEXT ? text : null;
};

function partsOf(text: string): readonly string[] | null {
  const parts = [...new Set(text.split(/[,;\n]/).map((part) => part.trim()))].filter((part) => part !== '').sort();
  return parts.length > 0 && parts.length <= MAX_LIST ? parts : null;
}
