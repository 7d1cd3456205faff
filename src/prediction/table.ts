/** A column of numbers; NaN stands for missing, nothing else may be other than finite. */
export type NumberColumn = { readonly kind: 'number'; readonly name: string; readonly values: Float64Array };
/** A column of texts: `levels[codes[row]]`; -1 stands for missing. */
export type CategoryColumn = {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
};
export type Column = NumberColumn | CategoryColumn;

/** What is known of each row before its outcome. Columns have one value for each of `rows`. */
export type Table = { readonly rows: number; readonly columns: readonly Column[] };

/** Which way a column may move the outcome: 1 up only, -1 down only. */
export type Sign = 1 | -1;

/** Something that a person should know: `code` for a program, `sentence` for them. */
export type Remark<Code extends string = string> = { readonly code: Code; readonly sentence: string };

export const isMissing = (column: Column, row: number): boolean =>
  column.kind === 'number' ? Number.isNaN(column.values[row] ?? NaN) : (column.codes[row] ?? -1) < 0;

/** The columns of some rows, in the order of `rows`. */
export function takeRows(columns: readonly Float64Array[], rows: Int32Array): Float64Array[] {
  return columns.map((column) => {
    const taken = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index += 1) taken[index] = column[rows[index] ?? 0] ?? 0;
    return taken;
  });
}

export function takeOutcome(outcome: Uint8Array, rows: Int32Array): Uint8Array {
  const taken = new Uint8Array(rows.length);
  for (let index = 0; index < rows.length; index += 1) taken[index] = outcome[rows[index] ?? 0] ?? 0;
  return taken;
}

/** Row numbers that fulfil a condition. */
export function rowsWhere(length: number, holds: (row: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let row = 0; row < length; row += 1) if (holds(row)) found.push(row);
  return Int32Array.from(found);
}

export function positivesIn(outcome: Uint8Array): number {
  let positives = 0;
  for (const label of outcome) positives += label;
  return positives;
}

/** The table of these rows alone, in the order of `rows`. */
export function rowsOf(table: Table, rows: Int32Array): Table {
  const columns = table.columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? NaN) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1) },
  );
  return { rows: rows.length, columns };
}
