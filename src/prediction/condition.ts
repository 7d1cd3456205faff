import { type Column, isMissing, type Table } from './table';

/** A condition on one column. Comparisons never hold where the value is missing. */
export type Single =
  | { readonly kind: keyof typeof COMPARISONS; readonly column: string; readonly threshold: number }
  | { readonly kind: 'is'; readonly column: string; readonly level: string }
  | { readonly kind: 'missing'; readonly column: string };
/** What is proposed: one condition, or two together. */
export type Condition = Single | { readonly kind: 'both'; readonly of: readonly [Single, Single] };
/** Something that was asked of the past itself: a column says of each row 1, 0 or nothing. `asks` is for whoever makes that column. */
export type Asked = { readonly kind: 'asked'; readonly column: string; readonly words: string; readonly asks: unknown };
/** What fires for an account or does not: a proposal, or what somebody wrote. */
export type Rule =
  Condition | Asked | { readonly kind: 'all' | 'any'; readonly of: readonly Rule[] } | { readonly kind: 'not'; readonly of: Rule };

const COMPARISONS = {
  atLeast: { holds: (value: number, threshold: number) => value >= threshold, words: 'at least' },
  below: { holds: (value: number, threshold: number) => value < threshold, words: 'below' },
  above: { holds: (value: number, threshold: number) => value > threshold, words: 'above' },
  atMost: { holds: (value: number, threshold: number) => value <= threshold, words: 'at most' },
} as const;

export function partsOf(rule: Rule): readonly (Single | Asked)[] {
  if (rule.kind === 'not') return partsOf(rule.of);
  return 'of' in rule ? rule.of.flatMap((part) => partsOf(part)) : [rule];
}

/** 1 fires, 0 does not, 2 cannot be said: a value is missing. A column that the table does not have is missing everywhere. */
export type Firing = Uint8Array;
export const UNKNOWN = 2;

export function firingOf(rule: Rule, table: Table): Firing {
  if (rule.kind === 'not') return firingOf(rule.of, table).map((fires) => (fires === UNKNOWN ? UNKNOWN : 1 - fires));
  if ('of' in rule) {
    const parts = rule.of.map((part) => firingOf(part, table));
    // One part settles it, whatever the others would say: one that does not hold where all must, one that does where any may.
    const settling = rule.kind === 'any' ? 1 : 0;
    return Uint8Array.from({ length: table.rows }, (_, row) => {
      if (parts.some((fires) => fires[row] === settling)) return settling;
      return parts.some((fires) => fires[row] === UNKNOWN) ? UNKNOWN : 1 - settling;
    });
  }
  const column = table.columns.find(({ name }) => name === rule.column);
  const holds = column === undefined ? () => UNKNOWN : testOf(rule, column);
  return Uint8Array.from({ length: table.rows }, (_, row) => holds(row));
}

/** The share of rows on which both fire, of those on which either does. */
export function overlapOf(first: Firing, second: Firing): number {
  let [both, either] = [0, 0];
  first.forEach((fires, row) => {
    const [a, b] = [fires === 1, second[row] === 1];
    if (a && b) both += 1;
    if (a || b) either += 1;
  });
  return both / Math.max(1, either);
}

function testOf(condition: Single | Asked, column: Column): (row: number) => number {
  if (condition.kind === 'missing') return (row) => (isMissing(column, row) ? 1 : 0);
  if (condition.kind === 'is') {
    if (column.kind !== 'category') return () => UNKNOWN;
    const level = column.levels.indexOf(condition.level);
    return (row) => ((column.codes[row] ?? -1) < 0 ? UNKNOWN : column.codes[row] === level ? 1 : 0);
  }
  if (column.kind !== 'number') return () => UNKNOWN;
  const { threshold, kind } = condition.kind === 'asked' ? { threshold: 1, kind: 'atLeast' as const } : condition;
  const { holds } = COMPARISONS[kind];
  return (row) => {
    const value = column.values[row] ?? NaN;
    return Number.isNaN(value) ? UNKNOWN : holds(value, threshold) ? 1 : 0;
  };
}

/** In plain words: “seats used below 40 and plan is free”. `names` are what people call the columns. */
export function wordsOf(rule: Rule, names: ReadonlyMap<string, string> = new Map()): string {
  switch (rule.kind) {
    case 'both':
    case 'all':
    case 'any':
      return rule.of
        .map((part) => (part.kind === 'all' || part.kind === 'any' ? `(${wordsOf(part, names)})` : wordsOf(part, names)))
        .join(rule.kind === 'any' ? ' or ' : ' and ');
    case 'not':
      return `not (${wordsOf(rule.of, names)})`;
    case 'is':
      return `${nameOf(rule, names)} is ${rule.level}`;
    case 'missing':
      return `${nameOf(rule, names)} is not known`;
    case 'asked':
      return rule.words;
    default:
      return `${nameOf(rule, names)} ${COMPARISONS[rule.kind].words} ${shownNumber(rule.threshold)}`;
  }
}

const nameOf = ({ column }: Single, names: ReadonlyMap<string, string>): string => names.get(column) ?? column;
const shownNumber = (value: number): string => String(Number(value.toPrecision(4)));
