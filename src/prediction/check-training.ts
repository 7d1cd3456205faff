import { aucOf } from './quality';
import { type NumberColumn, positivesIn, type Remark, rowsWhere, type Table, takeOutcome } from './table';

export type Refusal = 'no rows' | 'one class' | 'few outcomes' | 'not a number' | 'nothing to learn from';

/** Beyond this, squares overflow. */
const LARGEST = 1e100;
const FEWEST = 2;

/** Why nothing can be learned from these rows, in words; empty where it can be tried. */
export function refusalsOf(table: Table, outcome: Uint8Array, rows: Int32Array): Remark<Refusal>[] {
  if (rows.length === 0) return [{ code: 'no rows', sentence: 'There are no rows to learn from.' }];
  const positives = positivesIn(takeOutcome(outcome, rows));
  const smaller = Math.min(positives, rows.length - positives);
  if (smaller === 0) {
    const all = positives === 0 ? 'no row has the outcome' : 'every row has the outcome';
    return [{ code: 'one class', sentence: `There is nothing to tell apart: ${all} (${rows.length} rows).` }];
  }
  if (smaller < FEWEST) {
    const which = positives < rows.length - positives ? 'with' : 'without';
    return [
      { code: 'few outcomes', sentence: `Only ${smaller} of ${rows.length} rows is ${which} the outcome; it takes ${FEWEST} at least.` },
    ];
  }
  return table.columns.flatMap((column) => (column.kind === 'number' ? notFinite(column, rows) : []));
}

function notFinite({ name, values }: NumberColumn, rows: Int32Array): Remark<Refusal>[] {
  const row = rows.find((each) => Math.abs(values[each] ?? 0) > LARGEST);
  if (row === undefined) return [];
  const what = Number.isFinite(values[row] ?? 0) ? 'a number too large to compute with' : 'an infinite value';
  return [{ code: 'not a number', sentence: `“${name}” has ${what} in row ${row + 1}: mend it or leave it empty.` }];
}

/** A column that alone orders the rows by outcome without a mistake: most often the outcome itself, written down afterwards. */
export function tellsAll(table: Table, outcome: Uint8Array, rows: Int32Array): Remark<'tells all'>[] {
  const sentence = (name: string) =>
    `“${name}” alone tells every outcome. That is most often the outcome itself, noted afterwards: leave it out unless you are sure.`;
  return table.columns.flatMap((column) => {
    if (column.kind === 'category') return isPure(column.codes, column.levels.length, outcome, rows) ? [remark(sentence(column.name))] : [];
    const known = rows.filter((row) => !Number.isNaN(column.values[row] ?? NaN));
    const labels = takeOutcome(outcome, known);
    const auc = aucOf(
      Float64Array.from(known, (row) => column.values[row] ?? 0),
      labels,
    )?.auc;
    const enough = Math.min(positivesIn(labels), labels.length - positivesIn(labels)) >= 5;
    return enough && (auc === 1 || auc === 0) ? [remark(sentence(column.name))] : [];
  });
}

const remark = (sentence: string): Remark<'tells all'> => ({ code: 'tells all', sentence });

/** Every text that comes at all comes on five rows or more, and always with the same outcome. */
function isPure(codes: Int32Array, levels: number, outcome: Uint8Array, rows: Int32Array): boolean {
  const counts = new Float64Array(2 * levels);
  for (const row of rows) {
    const at = 2 * (codes[row] ?? -1) + (outcome[row] ?? 0);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  const both = rowsWhere(levels, (level) => (counts[2 * level] ?? 0) > 0 && (counts[2 * level + 1] ?? 0) > 0);
  const rare = rowsWhere(levels, (level) => {
    const count = (counts[2 * level] ?? 0) + (counts[2 * level + 1] ?? 0);
    return count > 0 && count < 5;
  });
  return both.length === 0 && rare.length === 0 && levels > 1;
}
