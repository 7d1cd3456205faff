import { bestCut } from '../../prediction/candidates';
import { firingOf, UNKNOWN } from '../../prediction/condition';
import type { Rule } from '../../prediction/condition';
import { takeOutcome, takeRows } from '../../prediction/table';
import type { Table } from '../../prediction/table';

/** A signal that a model learns from, as the column that it becomes. */
export type SignalColumn = { readonly words: string; readonly rule: Rule };

/** A column for each signal: 1 where it fires, 0 where it does not, missing where that cannot be said. */
export const signalTable = (signals: readonly SignalColumn[], table: Table): Table => ({
  rows: table.rows,
  columns: signals.map(({ words, rule }) => ({
    kind: 'number',
    name: words,
    values: Float64Array.from(firingOf(rule, table), (fires) => (fires === UNKNOWN ? NaN : fires)),
  })),
});

/** Fires for nobody. */
const NEVER: Rule = { kind: 'any', of: [] };

/**
 * A proposal as it would have been made of these rows alone: its thresholds were chosen on all rows, and so know those held out. Where these
 * rows would cut the other way, or not at all, it would not have been made.
 */
export function recut(rule: Rule, table: Table, outcome: Uint8Array, rows: Int32Array): Rule {
  if (rule.kind === 'both') return { kind: 'all', of: rule.of.map((part) => recut(part, table, outcome, rows)) };
  if (rule.kind !== 'atLeast' && rule.kind !== 'below') return rule;
  const column = table.columns.find(({ name }) => name === rule.column);
  if (column?.kind !== 'number') return rule;
  const [values = new Float64Array()] = takeRows([column.values], rows);
  const cut = bestCut({ ...column, values }, takeOutcome(outcome, rows))?.condition;
  return cut?.kind === rule.kind ? cut : NEVER;
}
