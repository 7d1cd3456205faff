import { trouble } from './file-text';
import type { FileTrouble } from './file-text';
import { MAX_COLUMNS, MAX_ROW_LENGTH, tooManyColumns } from './table-reader';
import type { FileRow, ReadRows, TableReader } from './table-reader';

/** Commas or semicolons, quotes doubled inside quotes, any line end; empty lines are left out. The first line names the columns. */
export function csvReader(): TableReader {
  let rest = '';
  let line = 1;
  let separator: string | null = null;
  let columns: readonly string[] | null = null;

  const read = (isEnd: boolean): ReadRows => {
    const rows: FileRow[] = [];
    let at = 0;
    separator ??= separatorOf(rest, isEnd);
    while (separator !== null && at < rest.length) {
      const record = recordAt(rest, at, { separator, isEnd, line });
      if (record === null) break;
      if ('problem' in record) return { rows, trouble: record };
      const { cells, next, lines } = record;
      const begin = line;
      at = next;
      line += lines;
      if (cells.length === 1 && cells[0] === '') continue;
      if (columns === null) {
        columns = cells.map((name) => name.trim());
        const wrong = wrongColumns(columns);
        if (wrong !== null) return { rows, trouble: wrong };
      } else if (cells.length === columns.length) rows.push({ line: begin, cells });
      else
        return {
          rows,
          trouble: trouble(begin, `${String(cells.length)} cells where the first line names ${String(columns.length)} columns.`),
        };
    }
    rest = rest.slice(at);
    return { rows, trouble: rest.length > MAX_ROW_LENGTH ? trouble(line, 'A quote is opened here and never closed.') : null };
  };
  return {
    take: (text) => {
      rest += text;
      return read(false);
    },
    end: () => read(true),
    columns: () => columns ?? [],
  };
}

/** By which of the two the first line is cut more often. Null while that line is not whole. */
function separatorOf(text: string, isEnd: boolean): string | null {
  const end = text.search(/[\r\n]/);
  if (end === -1 && !isEnd && text.length <= MAX_ROW_LENGTH) return null;
  const header = end === -1 ? text : text.slice(0, end);
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

function wrongColumns(columns: readonly string[]): FileTrouble | null {
  if (columns.length > MAX_COLUMNS) return trouble(1, tooManyColumns(columns.length));
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  return twice === undefined ? null : trouble(1, `The column “${twice.slice(0, 40)}” is there twice.`);
}

type CsvRecord = { readonly cells: readonly string[]; readonly next: number; readonly lines: number };
type Reading = { readonly separator: string; readonly isEnd: boolean; readonly line: number };

/** One record from here on, and where the next begins. Null where it may go on in what has not come yet. */
function recordAt(text: string, from: number, { separator, isEnd, line }: Reading): CsvRecord | FileTrouble | null {
  const cells: string[] = [];
  let [at, lines] = [from, 0];
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close === -1) return isEnd ? trouble(line + lines, 'A quote is opened here and never closed.') : null;
      // The next piece may begin with the second quote of two.
      if (close === text.length - 1 && !isEnd) return null;
      const cell = text.slice(at + 1, close).replaceAll('""', '"');
      lines += cell.split('\n').length - 1;
      cells.push(cell);
      at = close + 1;
    } else {
      const begins = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
      cells.push(text.slice(begins, at));
    }
    if (text[at] !== separator) break;
    at += 1;
  }
  if (at >= text.length) return isEnd ? { cells, next: at, lines } : null;
  if (text[at] === '\r') {
    if (at === text.length - 1 && !isEnd) return null;
    at += 1;
    if (text[at] !== '\n') return { cells, next: at, lines: lines + 1 };
  }
  if (text[at] !== '\n') return trouble(line + lines, 'Something stands between a closing quote and the end of its cell.');
  return { cells, next: at + 1, lines: lines + 1 };
}

/** Where the quoted cell that opens at `from` ends; two quotes in a row are one in the text. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
