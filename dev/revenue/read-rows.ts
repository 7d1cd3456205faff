import { readFileSync } from 'node:fs';
import { rowsFromCsv } from './csv';

export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of an exported file: CSV, a JSON list, or a JSON object with the lists in it (`{"transactions": […]}` as pages have it).
 * What is no object stays in the list: it is reported like any other row that cannot be read.
 */
export function readRows(file: string): unknown[] {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new Error(`${file}: line 1: the file is empty.`);
  if (!/^\s*[[{]/.test(text)) return rowsFromCsv(text);
  return rowsOf(parsed(text, file), file);
}

/** Throws a sentence that says where the file is broken. */
function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
    const line = text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
    throw new Error(`${file}: line ${line}: this is no JSON.`, { cause });
  }
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
