import { z } from 'zod';
import { MAX_CONDITIONS } from './limits';
import { invalid } from './refusal';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const of = (condition: string, count: number) => z.object({ condition: z.literal(condition), values: z.array(Scalar).length(count) });
const CONDITIONS = [
  'BEGINS_WITH',
  'BETWEEN',
  'CONTAINS',
  'EQUAL_TO',
  'EXISTS',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
  'NOT_CONTAINS',
  'NOT_EQUAL_TO',
  'NOT_EXISTS',
] as const;
const RANGES: readonly string[] = [
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
];

type Scalar = z.infer<typeof Scalar>;
export type Condition = { readonly condition: (typeof CONDITIONS)[number]; readonly values: readonly Scalar[] };
export type PropertyCondition = Condition & { readonly property: string };
export type Filter = { readonly operator: 'and' | 'or'; readonly conditions: readonly PropertyCondition[] };

export function parseCondition(input: unknown): Condition {
  const name = z.object({ condition: z.enum(CONDITIONS) }).safeParse(input);
  if (!name.success) throw invalid('INVALID_FILTER_CONDITION', 'The specified condition is not supported');
  const { condition } = name.data;
  const parsed = of(condition, condition === 'BETWEEN' ? 2 : 1).safeParse(input);
  if (!parsed.success)
    throw condition === 'BETWEEN'
      ? invalid('INSUFFICIENT_FILTER_VALUES', 'The specified condition needs at least two values.')
      : invalid('INVALID_FILTER_VALUES', 'The specified number of values are not supported by the given condition.');
  return { condition, values: parsed.data.values };
}

/** The condition on an index's range attribute. */
export function parseRange(input: unknown): Condition {
  const range = parseCondition(input);
  if (!RANGES.includes(range.condition))
    throw invalid('INVALID_FILTER_CONDITION', 'The specified condition is not supported for the range of an index');
  return range;
}

/** `{ and: […] }` or `{ or: […] }`; `isKnown` says which properties the entity has. */
export function parseFilter(input: unknown, isKnown: (property: string) => boolean): Filter {
  const parsed = z.object({ and: z.array(z.unknown()).optional(), or: z.array(z.unknown()).optional() }).safeParse(input);
  if (!parsed.success) throw invalid('INVALID_FILTER_CONDITION', 'The filter has no "and" and no "or"');
  const { and, or } = parsed.data;
  if (and && or)
    throw invalid('INVALID_FILTER_OPERATORS_COMBINATION', 'Filter operators "and" and "or" cannot be present at the same level.');
  const list = and ?? or ?? [];
  if (list.length === 0) throw invalid('EMPTY_FILTER_OPERATOR', 'Filter operators "and" and "or" cannot be empty.');
  if (list.length > MAX_CONDITIONS) throw invalid('INVALID_FILTER_VALUES', `A query has at most ${String(MAX_CONDITIONS)} conditions`);
  const conditions = list.map((item) => {
    const property = z.object({ property: z.string() }).safeParse(item);
    if (!property.success || !isKnown(property.data.property))
      throw invalid('QUERY_WHERE_FIELD_INVALID', 'The specified field is not supported for filters.');
    return { ...parseCondition(item), property: property.data.property };
  });
  return { operator: and ? 'and' : 'or', conditions };
}

/** `value` undefined: no such key. What is absent meets NOT_EXISTS and nothing else. */
export function meetsFilter(filter: Filter, value: unknown): boolean {
  const meets = ({ property, ...condition }: PropertyCondition) =>
    meetsCondition(condition, typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[property] : undefined);
  return filter.operator === 'and' ? filter.conditions.every(meets) : filter.conditions.some(meets);
}

export function meetsCondition({ condition, values: [first, second] }: Condition, value: unknown): boolean {
  const isAbsent = value === undefined || value === null;
  if (condition === 'NOT_EXISTS') return isAbsent;
  if (isAbsent || first === undefined) return false;
  const order = (to: Scalar | undefined) =>
    to !== undefined && isScalar(value) && typeof value === typeof to ? compareScalars(value, to) : Number.NaN;
  const contains = () => (typeof value === 'string' ? value.includes(String(first)) : Array.isArray(value) && value.includes(first));
  switch (condition) {
    case 'EXISTS':
      return true;
    case 'EQUAL_TO':
      return value === first;
    case 'NOT_EQUAL_TO':
      return value !== first;
    case 'BEGINS_WITH':
      return typeof value === 'string' && value.startsWith(String(first));
    case 'CONTAINS':
      return contains();
    case 'NOT_CONTAINS':
      return !contains();
    case 'BETWEEN':
      return order(first) >= 0 && order(second) <= 0;
    case 'GREATER_THAN':
      return order(first) > 0;
    case 'GREATER_THAN_EQUAL_TO':
      return order(first) >= 0;
    case 'LESS_THAN':
      return order(first) < 0;
    case 'LESS_THAN_EQUAL_TO':
      return order(first) <= 0;
  }
}

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Texts by their UTF-8 bytes, numbers by value, false before true. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}
