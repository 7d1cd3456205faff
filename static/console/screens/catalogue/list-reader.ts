import { trouble } from './file-text';
import type { FileTrouble } from './file-text';
import { type Cell, type FileRow, MAX_COLUMNS, MAX_ROW_LENGTH, type ReadRows, type TableReader, tooManyColumns } from './table-reader';

const BROKEN = 'This is no whole JSON: it breaks off, or has something wrong in it.';
const SPACE = /\s/;

/** A JSON list of objects, of which only one has to be held at a time. Columns are all keys so far. */
export function listReader(): TableReader {
  const columns = new Map<string, number>();
  let rest = '';
  let entries = 0;
  let expects: 'list' | 'first entry' | 'entry' | 'comma' | 'nothing' = 'list';

  const rowOf = (text: string): FileRow | FileTrouble => {
    entries += 1;
    const entry = parsed(text);
    if (entry === undefined) return trouble(entries, BROKEN);
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
      return trouble(entries, 'This entry of the list is no row: a row is an object with a value for each column.');
    const cells: Cell[] = Array.from(columns, () => null);
    for (const [key, value] of Object.entries(entry)) {
      const at = columns.get(key) ?? columns.size;
      columns.set(key, at);
      cells[at] = cellOf(value);
    }
    return columns.size > MAX_COLUMNS ? trouble(entries, tooManyColumns(columns.size)) : { line: entries, cells };
  };
  const read = (isEnd: boolean): ReadRows => {
    const rows: FileRow[] = [];
    let at = 0;
    for (;;) {
      while (at < rest.length && SPACE.test(rest[at] ?? '')) at += 1;
      if (at >= rest.length) break;
      const sign = rest[at];
      if (expects === 'list' && sign === '[') expects = 'first entry';
      else if (expects === 'comma' && sign === ',') expects = 'entry';
      else if ((expects === 'comma' || expects === 'first entry') && sign === ']') expects = 'nothing';
      else if (expects === 'entry' || expects === 'first entry') {
        const end = endOfValue(rest, at);
        if (end === -1) break;
        const row = rowOf(rest.slice(at, end));
        if ('problem' in row) return { rows, trouble: row };
        rows.push(row);
        expects = 'comma';
        at = end;
        continue;
      } else return { rows, trouble: trouble(entries + 1, BROKEN) };
      at += 1;
    }
    rest = rest.slice(at);
    const isBroken = (isEnd && expects !== 'nothing') || rest.length > MAX_ROW_LENGTH;
    return { rows, trouble: isBroken ? trouble(entries + 1, BROKEN) : null };
  };
  return {
    take: (text) => {
      rest += text;
      return read(false);
    },
    end: () => read(true),
    columns: () => [...columns.keys()],
  };
}

/** Behind the value that begins here; -1 where it is not whole. What is inside is looked at when it is parsed. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      at = endOfText(text, at);
      if (at === -1) return -1;
    } else if (sign === '{' || sign === '[') depth += 1;
    else if (depth === 0 && (sign === ',' || sign === ']')) return at;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** The quote that closes; -1 where it has not come. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const isTexts = Array.isArray(value) && value.every((item): item is string => typeof item === 'string');
  return isTexts ? value : JSON.stringify(value);
}
