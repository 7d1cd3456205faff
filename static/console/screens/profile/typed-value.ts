import { isDay } from '../../../../src/platform/days';
import { isValueOf, type PropertyType, type PropertyValue } from '../../../../src/segments/value';
import { day, figure, money, moneyDigits } from '../../parts/format';

/** As a person reads it in a table: no quotes around texts. */
export function shownPlain(type: PropertyType, value: PropertyValue): string {
  if (typeof value === 'number') return type === 'money' ? money(value) : figure(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return type === 'day' && isDay(value) ? day(value) : value;
  return value.join(', ');
}

/** As it stands in a field, to be changed there. */
export function asTyped(type: PropertyType, value: PropertyValue): string {
  if (type === 'money' && typeof value === 'number') return moneyDigits(value);
  if (typeof value === 'object') return value.join(', ');
  return String(value);
}

const NUMBER = /^-?\d{1,15}([.,]\d{1,10})?$/;
const DOLLARS = /^-?\d{1,12}([.]\d{1,2})?$/;

/** What somebody typed for a property of that type; null where it is none. Dollars become cents without a float in between. */
export function parseTyped(type: PropertyType, typed: string): PropertyValue | null {
  const text = typed.trim();
  const value = read(type, text);
  return value !== null && isValueOf(type, value) ? value : null;
}

function read(type: PropertyType, text: string): PropertyValue | null {
  switch (type) {
    case 'text':
      return text === '' ? null : text;
    case 'number':
      return NUMBER.test(text) ? Number(text.replace(',', '.')) : null;
    case 'money': {
      const bare = text.replaceAll(/[$,\s]/g, '');
      if (!DOLLARS.test(bare)) return null;
      const [whole = '0', rest = ''] = bare.replace('-', '').split('.');
      const cents = Number(whole) * 100 + Number(rest.padEnd(2, '0'));
      return bare.startsWith('-') ? -cents : cents;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'day':
      return isDay(text) ? text : null;
    case 'list': {
      const parts = [...new Set(text.split(/[,\n]/).map((part) => part.trim()))].filter((part) => part !== '');
      return parts.length === 0 ? null : parts.sort();
    }
  }
}

export const TYPED_HELP: Readonly<Record<PropertyType, string>> = {
  text: 'At most 500 characters.',
  number: 'A number, such as 12 or 0.5.',
  money: 'US dollars, such as 1200 or 99.50.',
  boolean: '',
  day: 'A day, such as 2026-11-21.',
  list: 'Separated by commas.',
};
