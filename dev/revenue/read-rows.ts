import { readFileSync } from 'node:fs';
import { rowsFromCsv } from './csv';

export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of an exported file: CSV, a JSON list, or a JSON object with the lists in it (`{"transactions": […]}` as pages have it).
 * What is no object stays in the list: it is reported like any other row that cannot be read.
 */
export function readRows(file: string): unknown[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (!/^\s*[[{]/.test(text)) return rowsFromCsv(text);
  return rowsOf(JSON.parse(text) as unknown, file);
}

function rowsOf(value: unknown, file: string): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRow(value)) throw new Error(`${file} holds no list of rows.`);
  for (const name of ['transactions', 'licenses', 'records']) if (Array.isArray(value[name])) return value[name] as unknown[];
  const lists = Object.values(value).filter((item): item is unknown[] => Array.isArray(item));
  if (lists.length === 0) throw new Error(`${file} holds no list of rows.`);
  return lists.flat();
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of names; undefined where a part of it is missing. */
export function at(row: unknown, ...path: readonly string[]): unknown {
  let value: unknown = row;
  for (const name of path) value = isRow(value) ? value[name] : undefined;
  return value;
}
