import { text, type Row } from './vendor';

/** One column for each leaf; nested names are joined by a dot, lists by a bar. Columns come in order of first appearance. */
export function csvOf(rows: readonly Row[]): string {
  const flat = rows.map((row) => flatten(row));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const lines = [columns.map(cell), ...flat.map((row) => columns.map((column) => cell(row.get(column) ?? '')))];
  return `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
}

function flatten(row: Row, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(row).flatMap(([name, value]): [string, string][] => {
      if (Array.isArray(value)) return [[prefix + name, value.map((item) => text(item) || JSON.stringify(item)).join('|')]];
      if (typeof value === 'object' && value !== null) return [...flatten(value as Row, `${prefix}${name}.`)];
      return [[prefix + name, text(value)]];
    }),
  );
}

function cell(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
