import type { FileTrouble } from './file-text';

export type Cell = string | number | boolean | readonly string[] | null;
/** `line` is where the row begins in the file; of a list, the number of the entry. */
export type FileRow = { readonly line: number; readonly cells: readonly Cell[] };

/** Rows out of text that comes in pieces, which may break anywhere. */
export type TableReader = {
  /** Rows that are whole by now; those before the trouble, where there is one. */
  readonly take: (text: string) => ReadRows;
  readonly end: () => ReadRows;
  /** As far as they are known by now: cells of rows go by them, and later rows may have more. */
  readonly columns: () => readonly string[];
};
export type ReadRows = { readonly rows: readonly FileRow[]; readonly trouble: FileTrouble | null };

export const MAX_COLUMNS = 200;
/** Of a row: one that is longer is no row, but a quote or a bracket that nobody closes. */
export const MAX_ROW_LENGTH = 1_000_000;

export const tooManyColumns = (columns: number): string =>
  `There are ${String(columns)} columns; at most ${String(MAX_COLUMNS)} can be read.`;
