import { csvReader } from './csv-reader';
import { type FileTrouble, readText, type TextFile, trouble } from './file-text';
import { listReader } from './list-reader';
import type { FileRow, TableReader } from './table-reader';

/** What a file holds: the names of its columns, how many rows, and the first of them. */
export type FileTable = { readonly columns: readonly string[]; readonly rows: number; readonly first: readonly FileRow[] };

/** As many as are imported in an hour or so; who has more cuts the file. */
export const MAX_ROWS = 1_000_000;
const FIRST_ROWS = 50;

/** Reads all of a file once, to see whether it can be read. `progress`: the share that was read. Holds nothing but the first rows. */
export async function surveyFile(file: TextFile, progress: (share: number) => void = () => undefined): Promise<FileTable | FileTrouble> {
  const first: FileRow[] = [];
  let [rows, columns]: [number, readonly string[]] = [0, []];
  const end = await readRows(file, (some, known, share) => {
    rows += some.length;
    columns = known;
    if (first.length < FIRST_ROWS) first.push(...some.slice(0, FIRST_ROWS - first.length));
    progress(share);
    return Promise.resolve(rows <= MAX_ROWS);
  });
  if (end === 'enough') return trouble(1, `The file has more than ${MAX_ROWS.toLocaleString('en-US')} rows. Cut it into several.`);
  if (end !== null) return end;
  if (rows === 0) return trouble(1, columns.length === 0 ? 'The file is empty.' : 'The file has no rows under the names of its columns.');
  return { columns, rows, first };
}

/**
 * Hands over the rows of a file some at a time, each when those before are done with, and at last what is left, if only the names of the
 * columns; `take` says whether to go on. Null at the end of the file, "enough" where `take` has ended it.
 */
export async function readRows(
  file: TextFile,
  take: (rows: readonly FileRow[], columns: readonly string[], share: number) => Promise<boolean>,
): Promise<FileTrouble | 'enough' | null> {
  let reader: TableReader | null = null;
  let [begin, read] = ['', 0];
  const step = async (text: string | null): Promise<FileTrouble | 'enough' | null> => {
    if (reader === null) return null;
    const { rows, trouble: found } = text === null ? reader.end() : reader.take(text);
    const goesOn = (rows.length === 0 && text !== null) || (await take(rows, reader.columns(), Math.min(1, read / Math.max(1, file.size))));
    return found ?? (goesOn ? null : 'enough');
  };
  const end = await readText(file, async (text) => {
    // Characters are about as many as bytes.
    read += text.length;
    if (reader !== null) return await step(text);
    begin += text;
    if (begin.trim() === '') return null;
    reader = /^\s*\[/.test(begin) ? listReader() : csvReader();
    return await step(begin);
  });
  return end ?? (await step(null));
}
