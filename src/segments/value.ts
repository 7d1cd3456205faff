import { z } from 'zod';
import { withMinus, writtenDay, writtenMoney, writtenRoundMoney } from '../contract/written';
import { isDay } from '../platform/days';

/** What can be known and asked about. A membership is a user in an account. */
export const SubjectKind = z.enum(['account', 'user', 'membership']);
export type SubjectKind = z.infer<typeof SubjectKind>;

export const PropertyType = z.enum(['text', 'number', 'boolean', 'day', 'list', 'money']);
export type PropertyType = z.infer<typeof PropertyType>;

/** A day is written `YYYY-MM-DD`, money is whole US cents, a list is texts without order. What is not known has no value: it is absent. */
export type PropertyValue = string | number | boolean | readonly string[];

export const MAX_TEXT = 500;
export const MAX_LIST = 200;

const Text = z.string().max(MAX_TEXT);
export const VALUE_OF = {
  text: Text,
  number: z.number(),
  boolean: z.boolean(),
  day: z.string().refine(isDay, 'is not a day such as 2026-02-28'),
  list: z.array(Text).max(MAX_LIST),
  money: z.int(),
} satisfies Record<PropertyType, z.ZodType<PropertyValue>>;

export function isValueOf(type: PropertyType, value: unknown): value is PropertyValue {
  return VALUE_OF[type].safeParse(value).success;
}

/** As a person reads it: text in quotes, money in dollars. */
export function shownValue(type: PropertyType, value: PropertyValue): string {
  if (typeof value === 'number') return type === 'money' ? shownMoney(value) : shownNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return type === 'day' ? writtenDay(value) : `“${value}”`;
  return value.length === 0 ? 'an empty list' : value.map((each) => `“${each}”`).join(', ');
}

const shownNumber = (value: number): string => withMinus(value.toLocaleString('en-US', { maximumFractionDigits: 6 }));
const shownMoney = (cents: number): string => (cents % 100 === 0 ? writtenRoundMoney(cents) : writtenMoney(cents));
