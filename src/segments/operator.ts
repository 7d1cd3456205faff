import type { z } from 'zod';
import type { PropertyValue } from './value';
import { FOREVER } from './window';

/** Numbers from `low` to `high`, both included; with `outside` all others. */
export type Range = { readonly low: number; readonly high: number; readonly outside: boolean };

/** `?` stands for a value, in order. A list is stored as text with a line break before and after each entry; a day as days since 1970-01-01. */
export type SqlPart = { readonly text: string; readonly values: readonly (string | number)[] };

/**
 * An operator with what it compares with. Numbers, money and days (since 1970-01-01) are asked for a range, everything else
 * by value. `absent`: what holds where there is no value.
 */
export type BoundOperator = {
  readonly label: string;
  readonly absent: boolean;
  readonly matches:
    | { readonly by: 'value'; readonly test: (value: PropertyValue) => boolean }
    | { readonly by: 'range'; readonly range: (today: number) => Range; readonly nextTurn: (today: number, value: number) => number };
  /** True or false, never NULL. */
  readonly sql: (column: string, today: number) => SqlPart;
};

export type Operator = {
  readonly operand: OperandKind;
  readonly absent: boolean;
  /** Throws ZodError on something else than it compares with. */
  readonly bind: (operand: unknown) => BoundOperator;
};

/** What a form asks for. */
export type OperandKind = 'nothing' | 'one' | 'pair' | 'several' | 'window';

type Written<T> = {
  readonly kind: OperandKind;
  readonly operand: z.ZodType<T>;
  readonly absent: boolean;
  readonly label: (operand: T) => string;
};
type ByValue<T, V extends PropertyValue> = Written<T> & {
  readonly test: (operand: T, value: V) => boolean;
  readonly sql: (column: string, operand: T) => SqlPart;
};
type ByRange<T> = Written<T> & {
  readonly range: (operand: T, today: number) => Range;
  readonly nextTurn?: (operand: T, today: number, value: number) => number;
};

export function byValue<T, V extends PropertyValue>(entry: ByValue<T, V>): Operator {
  return {
    operand: entry.kind,
    absent: entry.absent,
    bind: (raw) => {
      const operand = entry.operand.parse(raw);
      return {
        label: entry.label(operand),
        absent: entry.absent,
        // The catalogue says the type of a property, and its values were taken by that type.
        matches: { by: 'value', test: (value) => entry.test(operand, value as V) },
        sql: (column) => orAbsent(column, entry.absent, entry.sql(column, operand)),
      };
    },
  };
}

export function byRange<T>(entry: ByRange<T>): Operator {
  return {
    operand: entry.kind,
    absent: entry.absent,
    bind: (raw) => {
      const operand = entry.operand.parse(raw);
      return {
        label: entry.label(operand),
        absent: entry.absent,
        matches: {
          by: 'range',
          range: (today) => entry.range(operand, today),
          nextTurn: (today, value) => entry.nextTurn?.(operand, today, value) ?? FOREVER,
        },
        sql: (column, today) => orAbsent(column, entry.absent, rangeSql(column, entry.range(operand, today))),
      };
    },
  };
}

function orAbsent(column: string, absent: boolean, part: SqlPart): SqlPart {
  const text = absent ? `(${column} IS NULL OR ${part.text})` : `(${column} IS NOT NULL AND ${part.text})`;
  return { text, values: part.values };
}

function rangeSql(column: string, { low, high, outside }: Range): SqlPart {
  return { text: `${column} ${outside ? 'NOT BETWEEN' : 'BETWEEN'} ? AND ?`, values: [low, high] };
}
