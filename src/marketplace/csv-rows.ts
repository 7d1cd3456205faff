/** A record of a table: the line (from 1) on which it begins, and its cells. */
type Line = { readonly line: number; readonly cells: readonly string[] };
export type CsvTable = { readonly kind: 'table'; readonly columns: readonly string[]; readonly lines: readonly Line[] };
export type CsvTrouble = { readonly kind: 'trouble'; readonly line: number; readonly problem: string };

/** The cells of a table. Commas or semicolons, quotes doubled inside quotes, any line end; empty lines are left out. */
export function csvTable(text: string): CsvTable | CsvTrouble {
  const body = text.replace(/^\uFEFF/, '');
  const header = body.slice(0, body.search(/\r?\n|$/));
  const separator = header.split(';').length > header.split(',').length ? ';' : ',';
  const lines = linesOf(body, separator);
  if (!Array.isArray(lines)) return lines;
  const [first, ...rest] = lines;
  if (first === undefined || first.cells.length < 2) return trouble(1, 'The first line has to name the columns.');
  const twice = first.cells.find((name, index) => first.cells.indexOf(name) !== index);
  if (twice !== undefined) return trouble(1, `The column “${twice.slice(0, 40)}” is there twice.`);
  const filled = rest.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
  const odd = filled.find(({ cells }) => cells.length !== first.cells.length);
  if (odd !== undefined)
    return trouble(odd.line, `${String(odd.cells.length)} cells where the first line names ${String(first.cells.length)} columns.`);
  return { kind: 'table', columns: first.cells, lines: filled };
}

function trouble(line: number, problem: string): CsvTrouble {
  return { kind: 'trouble', line, problem };
}

function linesOf(text: string, separator: string): Line[] | CsvTrouble {
  const lines: Line[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const begin = line;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
      if (cell === null) return trouble(line, 'A quote is opened here and never closed.');
      line += cell.value.split('\n').length - 1;
      at = cell.end;
      cells.push(cell.value);
      if (text[at] !== separator) break;
      at += 1;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r')
      return trouble(line, 'Something stands between a closing quote and the end of its cell.');
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    lines.push({ line: begin, cells });
  }
  return lines;
}

type Cell = { readonly value: string; readonly end: number };

/** The cell whose quote opens at `from`; null when it is never closed. */
function quotedCell(text: string, from: number): Cell | null {
  let value = '';
  for (let at = from + 1; ;) {
    const close = text.indexOf('"', at);
    if (close === -1) return null;
    value += text.slice(at, close);
    if (text[close + 1] !== '"') return { value, end: close + 1 };
    value += '"';
    at = close + 2;
  }
}

function plainCell(text: string, from: number, separator: string): Cell {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(from, end), end };
}
