/** A table out of a file: `line` is where the row stands in it (of a list, the number of the entry). */
export type FileTable = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly Cell[] }[];
};
export type Cell = string | number | boolean | readonly string[] | null;
export type FileTrouble = { readonly line: number; readonly problem: string };

const MAX_COLUMNS = 200;

/** Bytes as UTF-8, and nothing else: what is read wrongly would be stored wrongly. */
export function readTable(bytes: ArrayBuffer): FileTable | FileTrouble {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return trouble(1, 'The file is not UTF-8. Save it as UTF-8 (in Excel: “CSV UTF-8”), and choose it again.');
  }
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return trouble(1, 'The file is empty.');
  return /^\s*\[/.test(body) ? readList(body) : readCsv(body);
}

const trouble = (line: number, problem: string): FileTrouble => ({ line, problem });

function readList(body: string): FileTable | FileTrouble {
  let list: unknown;
  try {
    list = JSON.parse(body);
  } catch {
    return trouble(1, 'This is no whole JSON: it breaks off, or has something wrong in it.');
  }
  if (!Array.isArray(list)) return trouble(1, 'The file has no list of rows.');
  const entries = list.map((entry: unknown) => (typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : null));
  const wrong = entries.indexOf(null);
  if (wrong !== -1) return trouble(wrong + 1, 'This entry of the list is no row: a row is an object with a value for each column.');
  const columns = [...new Set(entries.flatMap((entry) => Object.keys(entry ?? {})))];
  if (columns.length > MAX_COLUMNS)
    return trouble(1, `There are ${String(columns.length)} columns; at most ${String(MAX_COLUMNS)} can be read.`);
  return {
    columns,
    rows: entries.map((entry, index) => {
      const values = new Map<string, unknown>(Object.entries(entry ?? {}));
      return { line: index + 1, cells: columns.map((column) => cellOf(values.get(column))) };
    }),
  };
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const isTexts = Array.isArray(value) && value.every((item): item is string => typeof item === 'string');
  return isTexts ? value : JSON.stringify(value);
}

/** Commas or semicolons, quotes doubled inside quotes, any line end; empty lines are left out. */
function readCsv(body: string): FileTable | FileTrouble {
  const header = body.slice(0, body.search(/\r?\n|$/));
  const separator = header.split(';').length > header.split(',').length ? ';' : ',';
  const lines: { line: number; cells: string[] }[] = [];
  let at = 0;
  let line = 1;
  while (at < body.length) {
    const begin = line;
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (body[at] === '"') {
        const close = closingQuote(body, at);
        if (close === -1) return trouble(line, 'A quote is opened here and never closed.');
        cell = body.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      } else {
        const begins = at;
        while (at < body.length && body[at] !== separator && body[at] !== '\n' && body[at] !== '\r') at += 1;
        cell = body.slice(begins, at);
      }
      line += cell.split('\n').length - 1;
      cells.push(cell);
      if (body[at] !== separator) break;
      at += 1;
    }
    if (at < body.length && body[at] !== '\n' && body[at] !== '\r')
      return trouble(line, 'Something stands between a closing quote and the end of its cell.');
    if (body[at] === '\r') at += 1;
    if (body[at] === '\n') at += 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') lines.push({ line: begin, cells });
  }
  const [first, ...rows] = lines;
  if (first === undefined || rows.length === 0) return trouble(1, 'The file has no rows under the names of its columns.');
  const columns = first.cells.map((name) => name.trim());
  if (columns.length > MAX_COLUMNS)
    return trouble(1, `There are ${String(columns.length)} columns; at most ${String(MAX_COLUMNS)} can be read.`);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return trouble(1, `The column “${twice.slice(0, 40)}” is there twice.`);
  const odd = rows.find(({ cells }) => cells.length !== columns.length);
  if (odd !== undefined)
    return trouble(odd.line, `${String(odd.cells.length)} cells where the first line names ${String(columns.length)} columns.`);
  return { columns, rows };
}

/** Where the quoted cell that opens at `from` ends; two quotes in a row are one in the text. */
function closingQuote(body: string, from: number): number {
  let at = body.indexOf('"', from + 1);
  while (at !== -1 && body[at + 1] === '"') at = body.indexOf('"', at + 2);
  return at;
}
