import { type CategoryColumn, type Column, isMissing, type NumberColumn, positivesIn, type Remark, type Table, takeOutcome } from './table';

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

export type Leak = 'tells all' | 'tells nearly all';
/** Columns that know too much: `barred` are left out of the table, the others are only told. */
export type Leaks = { readonly barred: ReadonlySet<string>; readonly remarks: readonly Remark<Leak>[] };

/** How often a column alone orders a row with the outcome above one without: what is barred, and what is odd. */
const TELLS = { all: 0.999, nearlyAll: 0.98 } as const;
/** Rows of either class that it takes to say so, and to bar: a few may be in order by luck. */
const TELLING_ROWS = { told: 5, barred: 20 } as const;
/** A column that is filled only where the outcome came is barred where luck does so this rarely. */
const BY_LUCK = 1e-6;

/**
 * Columns that alone tell the outcome on these rows. They are most often the outcome itself, written down afterwards: its date, its
 * reason. Those in `sure` are known beforehand; somebody said so.
 */
export function leaksOf(table: Table, outcome: Uint8Array, rows: Int32Array, sure: ReadonlySet<string> = new Set()): Leaks {
  const barred = new Set<string>();
  const remarks: Remark<Leak>[] = [];
  for (const column of table.columns) {
    if (sure.has(column.name)) continue;
    const why = whyBarred(column, outcome, rows);
    if (why === undefined) continue;
    if (why.code === 'tells all') barred.add(column.name);
    remarks.push(why);
  }
  return { barred, remarks };
}

/** The same cases without the columns that are barred on all of them. */
export function withoutLeaks<Of extends { readonly table: Table; readonly outcome: Uint8Array }>(
  cases: Of,
  sure?: ReadonlySet<string>,
): Of {
  const { table, outcome } = cases;
  const { barred } = leaksOf(table, outcome, Int32Array.from(outcome.keys()), sure);
  return { ...cases, table: { ...table, columns: table.columns.filter(({ name }) => !barred.has(name)) } };
}

function whyBarred(column: Column, outcome: Uint8Array, rows: Int32Array): Remark<Leak> | undefined {
  const known = rows.filter((row) => !isMissing(column, row));
  const positives = positivesIn(takeOutcome(outcome, rows));
  const knownPositives = positivesIn(takeOutcome(outcome, known));
  const afterwards = 'That is most often the outcome itself, noted afterwards.';
  const missing = rows.length - known.length;
  const isOnlyWith = missing > 0 && knownPositives === known.length && (positives / rows.length) ** known.length < BY_LUCK;
  const isOnlyWithout = knownPositives === 0 && missing === positives && Math.min(missing, known.length) >= TELLING_ROWS.barred;
  if (isOnlyWith || isOnlyWithout) {
    const where = `it is filled on ${known.length} rows, and ${isOnlyWith ? 'all' : 'none'} of them ${isOnlyWith ? 'have' : 'has'} the outcome`;
    return { code: 'tells all', sentence: `“${column.name}” is left out: ${where}. ${afterwards}` };
  }
  const smaller = Math.min(knownPositives, known.length - knownPositives);
  if (smaller < TELLING_ROWS.told) return undefined;
  const order = column.kind === 'number' ? orderOf(column, outcome, known) : purityOf(column, outcome, known);
  // Where values are missing, how the column orders the others says less than it seems.
  if (order >= TELLS.all && smaller >= TELLING_ROWS.barred && known.length > 0.9 * rows.length)
    return { code: 'tells all', sentence: `“${column.name}” is left out: it alone tells every outcome. ${afterwards}` };
  if (order < TELLS.nearlyAll) return undefined;
  return {
    code: 'tells nearly all',
    sentence: `“${column.name}” alone tells nearly every outcome: make sure that it is known beforehand.`,
  };
}

/** The share of pairs, one with the outcome and one without, that the numbers put in order, whichever way. */
function orderOf({ values }: NumberColumn, outcome: Uint8Array, rows: Int32Array): number {
  const of = (label: number): Float64Array => {
    const found = new Float64Array(rows.length);
    let count = 0;
    for (const row of rows) if (outcome[row] === label) found[count++] = values[row] ?? 0;
    return found.subarray(0, count).sort();
  };
  const [without, with_] = [of(0), of(1)];
  let [below, upTo, sum] = [0, 0, 0];
  for (const value of with_) {
    while (below < without.length && (without[below] ?? 0) < value) below += 1;
    while (upTo < without.length && (without[upTo] ?? 0) <= value) upTo += 1;
    sum += (below + upTo) / 2;
  }
  const share = sum / (without.length * with_.length);
  return Math.max(share, 1 - share);
}

/** 1 where every text comes on five rows or more and always with the same outcome, else 0. */
function purityOf({ codes, levels }: CategoryColumn, outcome: Uint8Array, rows: Int32Array): number {
  const counts = new Float64Array(2 * levels.length);
  for (const row of rows) {
    const at = 2 * (codes[row] ?? 0) + (outcome[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  for (let level = 0; level < levels.length; level += 1) {
    const [without, with_] = [counts[2 * level] ?? 0, counts[2 * level + 1] ?? 0];
    if (without + with_ > 0 && (Math.min(without, with_) > 0 || without + with_ < TELLING_ROWS.told)) return 0;
  }
  return 1;
}
