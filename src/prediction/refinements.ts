import { chanceAdded } from './adding';
import { type Candidate, candidatesOf, SUPPORT } from './candidates';
import { firingOf, type Single } from './condition';
import type { Pair } from './pairs';
import { oneStratum, type Strata, takeStrata } from './strata';
import { rowsOf, rowsWhere, type Table, takeOutcome } from './table';

/** Chances above this prove nothing: what else is claimed need not be asked. */
const WORTH_ASKING = 0.05;

type Asking = {
  readonly table: Table;
  readonly outcome: Uint8Array;
  /** Strata by the signals of all columns but these. */
  readonly beside?: (columns: readonly string[]) => Strata;
};

/**
 * What a proven condition says more when another comes to it. Among the rows on which it fires every other column is a question, and its
 * best condition pays for its cuts as it does among all rows: if the other says nothing there, however the first was chosen, `p` is
 * exact. A pair must also tell more than both its parts do apart, or it is only the sum of two; and the first must still add to the other.
 */
export function refinementsOf(first: Single, { table, outcome, beside = () => oneStratum(table.rows) }: Asking): Pair[] {
  const within = { table, outcome, beside };
  return candidatesWithin(first, within, (name) => name !== first.column).map(({ condition: second, p }): Pair => {
    const asItIs: Pair = { condition: { kind: 'both', of: [first, second] }, p };
    if (p > WORTH_ASKING) return asItIs;
    const turned = candidatesWithin(second, within, (name) => name === first.column).find(({ condition }) => condition.kind === first.kind);
    if (turned === undefined || turned.p > WORTH_ASKING) return { ...asItIs, p: 1 };
    const condition = { kind: 'both', of: [turned.condition, second] } as const;
    const parts = condition.of.map((part) => firingOf(part, table));
    return { condition, p: Math.max(p, chanceAdded(firingOf(condition, table), parts, outcome)) };
  });
}

/** The best condition on each of some columns, among the rows on which another fires. */
function candidatesWithin(own: Single, { table, outcome, beside }: Required<Asking>, isAsked: (column: string) => boolean): Candidate[] {
  const firing = firingOf(own, table);
  const rows = rowsWhere(table.rows, (row) => firing[row] === 1);
  const columns = table.columns.filter(({ name }) => isAsked(name));
  return candidatesOf(rowsOf({ ...table, columns }, rows), takeOutcome(outcome, rows), {
    most: SUPPORT.mostAsPart,
    strataFor: (column) => takeStrata(beside([own.column, column]), rows),
  });
}
