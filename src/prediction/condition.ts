import { type Column, isMissing, type Table } from './table';

/** A condition on one column. Comparisons never hold where the value is missing. */
export type Single =
  | { readonly kind: 'atLeast' | 'below'; readonly column: string; readonly threshold: number }
  | { readonly kind: 'is'; readonly column: string; readonly level: string }
  | { readonly kind: 'missing'; readonly column: string };
/** What fires for an account or does not: one condition, or two together. */
export type Condition = Single | { readonly kind: 'both'; readonly of: readonly [Single, Single] };

export const partsOf = (condition: Condition): readonly Single[] => (condition.kind === 'both' ? condition.of : [condition]);

/** 1 fires, 0 does not, 2 cannot be said: a value is missing. A column that the table does not have is missing everywhere. */
export type Firing = Uint8Array;
export const UNKNOWN = 2;

export function firingOf(condition: Condition, table: Table): Firing {
  if (condition.kind === 'both') {
    const [first, second] = condition.of.map((part) => firingOf(part, table));
    // One part that does not hold settles it, whatever the other would say.
    return Uint8Array.from({ length: table.rows }, (_, row) => {
      const [a, b] = [first?.[row] ?? UNKNOWN, second?.[row] ?? UNKNOWN];
      return a === 0 || b === 0 ? 0 : a === UNKNOWN || b === UNKNOWN ? UNKNOWN : 1;
    });
  }
  const column = table.columns.find(({ name }) => name === condition.column);
  const holds = column === undefined ? () => UNKNOWN : testOf(condition, column);
  return Uint8Array.from({ length: table.rows }, (_, row) => holds(row));
}

function testOf(condition: Single, column: Column): (row: number) => number {
  if (condition.kind === 'missing') return (row) => (isMissing(column, row) ? 1 : 0);
  if (condition.kind === 'is') {
    if (column.kind !== 'category') return () => UNKNOWN;
    const level = column.levels.indexOf(condition.level);
    return (row) => ((column.codes[row] ?? -1) < 0 ? UNKNOWN : column.codes[row] === level ? 1 : 0);
  }
  if (column.kind !== 'number') return () => UNKNOWN;
  const { threshold } = condition;
  const isAtLeast = condition.kind === 'atLeast';
  return (row) => {
    const value = column.values[row] ?? NaN;
    return Number.isNaN(value) ? UNKNOWN : value >= threshold === isAtLeast ? 1 : 0;
  };
}

/** In plain words: “seats used below 40 and plan is free”. `names` are what people call the columns. */
export function wordsOf(condition: Condition, names: ReadonlyMap<string, string> = new Map()): string {
  const name = (column: string): string => names.get(column) ?? column;
  switch (condition.kind) {
    case 'both':
      return condition.of.map((part) => wordsOf(part, names)).join(' and ');
    case 'atLeast':
      return `${name(condition.column)} at least ${shownNumber(condition.threshold)}`;
    case 'below':
      return `${name(condition.column)} below ${shownNumber(condition.threshold)}`;
    case 'is':
      return `${name(condition.column)} is ${condition.level}`;
    case 'missing':
      return `${name(condition.column)} is not known`;
  }
}

const shownNumber = (value: number): string => String(Number(value.toPrecision(4)));
