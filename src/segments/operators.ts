import { z } from 'zod';
import { writtenDay } from '../contract/written';
import { dayNumber } from '../platform/days';
import { byRange, byValue, type Operator, type Range, type SqlPart } from './operator';
import { type PropertyType, type PropertyValue, shownValue, VALUE_OF } from './value';
import { matchesWildcards } from './wildcards';
import { DayWindow, nextTurn, shownWindow, windowBounds } from './window';

const MAX = Number.MAX_VALUE;
const from = (low: number): Range => ({ low, high: MAX, outside: false });
const through = (high: number): Range => ({ low: -MAX, high, outside: false });
const exactly = (value: number): Range => ({ low: value, high: value, outside: false });
const not = (range: Range): Range => ({ ...range, outside: !range.outside });

const NOTHING = { kind: 'nothing', operand: z.null() } as const;
/** Every value, or none: what is left is whether there is one. */
const present = (known: boolean) =>
  byValue<null, PropertyValue>({
    ...NOTHING,
    absent: !known,
    label: () => (known ? 'has a value' : 'has no value'),
    test: () => known,
    sql: () => ({ text: known ? '1 = 1' : '1 = 0', values: [] }),
  });
const presentNumber = (known: boolean) =>
  byRange<null>({
    ...NOTHING,
    absent: !known,
    label: () => (known ? 'has a value' : 'has no value'),
    range: () => (known ? from(-MAX) : not(from(-MAX))),
  });

const oneText = { kind: 'one', operand: VALUE_OF.text } as const;
const someText = { kind: 'one', operand: VALUE_OF.text.min(1) } as const;
const texts = { kind: 'several', operand: VALUE_OF.list.min(1) } as const;
const quoted = (value: PropertyValue): string => shownValue('text', value);
const either = (values: readonly string[]): string => values.map(quoted).join(' or ');

/** As databases count: by code point. */
const letters = (text: string): number => Array.from(text).length;
const places = (values: readonly string[]): string => values.map(() => '?').join(', ');
const contains = (column: string, text: string): SqlPart => ({ text: `INSTR(${column}, ?) > 0`, values: [text] });
const lacks = (column: string, text: string): SqlPart => ({ text: `INSTR(${column}, ?) = 0`, values: [text] });

/** Upper and lower case are different letters. */
const TEXT = {
  is: byValue<string, string>({
    ...oneText,
    absent: false,
    label: (text) => `is ${quoted(text)}`,
    test: (text, value) => value === text,
    sql: (column, text) => ({ text: `${column} = ?`, values: [text] }),
  }),
  isNot: byValue<string, string>({
    ...oneText,
    absent: true,
    label: (text) => `is not ${quoted(text)}, or unknown`,
    test: (text, value) => value !== text,
    sql: (column, text) => ({ text: `${column} <> ?`, values: [text] }),
  }),
  isOneOf: byValue<string[], string>({
    ...texts,
    absent: false,
    label: (list) => `is ${either(list)}`,
    test: (list, value) => list.includes(value),
    sql: (column, list) => ({ text: `${column} IN (${places(list)})`, values: list }),
  }),
  isNoneOf: byValue<string[], string>({
    ...texts,
    absent: true,
    label: (list) => `is neither ${list.map(quoted).join(' nor ')}, or unknown`,
    test: (list, value) => !list.includes(value),
    sql: (column, list) => ({ text: `${column} NOT IN (${places(list)})`, values: list }),
  }),
  contains: byValue<string, string>({
    ...someText,
    absent: false,
    label: (text) => `contains ${quoted(text)}`,
    test: (text, value) => value.includes(text),
    sql: contains,
  }),
  doesNotContain: byValue<string, string>({
    ...someText,
    absent: true,
    label: (text) => `does not contain ${quoted(text)}, or is unknown`,
    test: (text, value) => !value.includes(text),
    sql: lacks,
  }),
  startsWith: byValue<string, string>({
    ...someText,
    absent: false,
    label: (text) => `starts with ${quoted(text)}`,
    test: (text, value) => value.startsWith(text),
    sql: (column, text) => ({ text: `SUBSTR(${column}, 1, ?) = ?`, values: [letters(text), text] }),
  }),
  endsWith: byValue<string, string>({
    ...someText,
    absent: false,
    label: (text) => `ends with ${quoted(text)}`,
    test: (text, value) => value.endsWith(text),
    sql: (column, text) => ({ text: `SUBSTR(${column}, ?) = ?`, values: [-letters(text), text] }),
  }),
  /** `*` stands for any letters, `?` for one. */
  matches: byValue<string, string>({
    ...someText,
    absent: false,
    label: (pattern) => `matches ${quoted(pattern)}`,
    test: (pattern, value) => matchesWildcards(pattern, value),
    sql: (column, pattern) => ({
      text: `${column} LIKE ? ESCAPE '!'`,
      values: [pattern.replace(/[!%_]/g, '!$&').replaceAll('*', '%').replaceAll('?', '_')],
    }),
  }),
  hasValue: present(true),
  hasNoValue: present(false),
};

function comparisons(type: 'number' | 'money') {
  const one = { kind: 'one', operand: VALUE_OF[type] } as const;
  const shown = (value: number): string => shownValue(type, value);
  return {
    is: byRange<number>({ ...one, absent: false, label: (n) => `is ${shown(n)}`, range: exactly }),
    isNot: byRange<number>({ ...one, absent: true, label: (n) => `is not ${shown(n)}, or unknown`, range: (n) => not(exactly(n)) }),
    isMoreThan: byRange<number>({ ...one, absent: false, label: (n) => `is more than ${shown(n)}`, range: (n) => not(through(n)) }),
    isAtLeast: byRange<number>({ ...one, absent: false, label: (n) => `is at least ${shown(n)}`, range: from }),
    isLessThan: byRange<number>({ ...one, absent: false, label: (n) => `is less than ${shown(n)}`, range: (n) => not(from(n)) }),
    isAtMost: byRange<number>({ ...one, absent: false, label: (n) => `is at most ${shown(n)}`, range: through }),
    isBetween: byRange<[number, number]>({
      kind: 'pair',
      operand: z.tuple([VALUE_OF[type], VALUE_OF[type]]).refine(([low, high]) => low <= high, 'begins above its end'),
      absent: false,
      label: ([low, high]) => `is from ${shown(low)} to ${shown(high)}`,
      range: ([low, high]) => ({ low, high, outside: false }),
    }),
    hasValue: presentNumber(true),
    hasNoValue: presentNumber(false),
  };
}

const BOOLEAN = {
  isTrue: byValue<null, boolean>({
    ...NOTHING,
    absent: false,
    label: () => 'is yes',
    test: (_, value) => value,
    sql: (column) => ({ text: `${column} = 1`, values: [] }),
  }),
  isFalse: byValue<null, boolean>({
    ...NOTHING,
    absent: false,
    label: () => 'is no',
    test: (_, value) => !value,
    sql: (column) => ({ text: `${column} = 0`, values: [] }),
  }),
  isNotTrue: byValue<null, boolean>({
    ...NOTHING,
    absent: true,
    label: () => 'is no, or unknown',
    test: (_, value) => !value,
    sql: (column) => ({ text: `${column} = 0`, values: [] }),
  }),
  hasValue: present(true),
  hasNoValue: present(false),
};

const oneDay = { kind: 'one', operand: VALUE_OF.day } as const;
const inWindow = (window: DayWindow, today: number): Range => {
  const bounds = windowBounds(window, today);
  return { low: bounds.from, high: bounds.through, outside: false };
};
const noNames = { stage: (id: string) => id, segment: (id: string) => id };
const shownDays = (window: DayWindow): string =>
  window.type === 'today' || window.type === 'yesterday' ? window.type : shownWindow(window, noNames);
const window = { kind: 'window', operand: DayWindow, nextTurn: nextTurn } as const;

const DAY = {
  is: byRange<string>({ ...oneDay, absent: false, label: (day) => `is ${writtenDay(day)}`, range: (day) => exactly(dayNumber(day)) }),
  isNot: byRange<string>({
    ...oneDay,
    absent: true,
    label: (day) => `is not ${writtenDay(day)}, or unknown`,
    range: (day) => not(exactly(dayNumber(day))),
  }),
  isBefore: byRange<string>({
    ...oneDay,
    absent: false,
    label: (day) => `is before ${writtenDay(day)}`,
    range: (day) => through(dayNumber(day) - 1),
  }),
  isAfter: byRange<string>({
    ...oneDay,
    absent: false,
    label: (day) => `is after ${writtenDay(day)}`,
    range: (day) => from(dayNumber(day) + 1),
  }),
  isWithin: byRange<DayWindow>({ ...window, absent: false, label: (days) => `is ${shownDays(days)}`, range: inWindow }),
  isNotWithin: byRange<DayWindow>({
    ...window,
    absent: true,
    label: (days) => `is not ${shownDays(days)}, or unknown`,
    range: (days, today) => not(inWindow(days, today)),
  }),
  hasValue: presentNumber(true),
  hasNoValue: presentNumber(false),
};

const entry = (text: string): string => `\n${text}\n`;
const allOf = (parts: readonly SqlPart[], word: 'AND' | 'OR'): SqlPart => ({
  text: `(${parts.map((part) => part.text).join(` ${word} `)})`,
  values: parts.flatMap((part) => part.values),
});

const LIST = {
  includesAny: byValue<string[], readonly string[]>({
    ...texts,
    absent: false,
    label: (wanted) => `includes ${either(wanted)}`,
    test: (wanted, value) => wanted.some((text) => value.includes(text)),
    sql: (column, wanted) =>
      allOf(
        wanted.map((text) => contains(column, entry(text))),
        'OR',
      ),
  }),
  includesAll: byValue<string[], readonly string[]>({
    ...texts,
    absent: false,
    label: (wanted) => `includes ${wanted.map(quoted).join(' and ')}`,
    test: (wanted, value) => wanted.every((text) => value.includes(text)),
    sql: (column, wanted) =>
      allOf(
        wanted.map((text) => contains(column, entry(text))),
        'AND',
      ),
  }),
  includesNone: byValue<string[], readonly string[]>({
    ...texts,
    absent: true,
    label: (wanted) => `includes neither ${wanted.map(quoted).join(' nor ')}, or is unknown`,
    test: (wanted, value) => !wanted.some((text) => value.includes(text)),
    sql: (column, wanted) =>
      allOf(
        wanted.map((text) => lacks(column, entry(text))),
        'AND',
      ),
  }),
  isEmpty: byValue<null, readonly string[]>({
    ...NOTHING,
    absent: true,
    label: () => 'is empty, or unknown',
    test: (_, value) => value.length === 0,
    sql: (column) => ({ text: `${column} = ''`, values: [] }),
  }),
  isNotEmpty: byValue<null, readonly string[]>({
    ...NOTHING,
    absent: false,
    label: () => 'is not empty',
    test: (_, value) => value.length > 0,
    sql: (column) => ({ text: `${column} <> ''`, values: [] }),
  }),
  hasValue: present(true),
  hasNoValue: present(false),
};

/** The one table of what can be asked of a property: it evaluates, it says itself in words, and it is written as SQL. */
export const OPERATORS: Readonly<Record<PropertyType, Readonly<Record<string, Operator>>>> = {
  text: TEXT,
  number: comparisons('number'),
  boolean: BOOLEAN,
  day: DAY,
  list: LIST,
  money: comparisons('money'),
};

/** Undefined for an operator that this type does not have. */
export function operatorOf(type: PropertyType, name: string): Operator | undefined {
  const operators = OPERATORS[type];
  return Object.hasOwn(operators, name) ? operators[name] : undefined;
}
