import { compareTexts } from '../../../src/prediction/encoding';
import type { Column, Table } from '../../../src/prediction/table';
import { parseCsv } from './csv';

/** What stands for a missing value, in any case and after trimming. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-', '.', 'undefined', '#n/a', 'missing']);
/** A column is of numbers if all its values are written the same of these ways. Infinite ones are kept, to be refused by name. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$/i;
const MARKED = /^[+-]?[$€£]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$/;
const COMMA = /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?%?$/;
const WRITTEN: readonly { readonly pattern: RegExp; readonly numberOf: (text: string) => number }[] = [
  { pattern: NUMBER, numberOf: plainNumber },
  { pattern: MARKED, numberOf: (text) => Number(text.replace(/[$€£,%]/g, '')) },
  { pattern: COMMA, numberOf: (text) => Number(text.replace(/[.%]/g, '').replace(',', '.')) },
];

export type Labelled = { readonly table: Table; readonly outcome: Uint8Array; readonly rowsLeftOut: number };

/** Rows whose target is missing are left out. Throws a sentence where the file cannot be what was asked for. */
export function readTable(text: string, targetColumn: string, positiveValue: string): Labelled {
  const [target, positive] = [targetColumn.trim(), positiveValue.trim()];
  const [header, ...rows] = parseCsv(text);
  if (header === undefined) throw new Error('The file is empty.');
  const names = header.map((name) => name.trim());
  const at = names.indexOf(target);
  if (at < 0) throw new Error(`There is no column “${target}”. The columns are ${names.map((name) => `“${name}”`).join(', ')}.`);
  if (rows.length === 0) throw new Error('The file has a header and no rows.');
  const wrong = rows.findIndex((row) => row.length !== names.length);
  if (wrong >= 0) throw new Error(`Row ${wrong + 1} has ${rows[wrong]?.length ?? 0} fields where the header has ${names.length}.`);
  const known = rows.filter((row) => !MISSING.has((row[at] ?? '').trim().toLowerCase()) || (row[at] ?? '').trim() === positive);
  const isPositive = positiveTest(positive);
  const outcome = Uint8Array.from(known, (row) => (isPositive((row[at] ?? '').trim()) ? 1 : 0));
  if (!outcome.includes(1)) {
    const values = [...new Set(known.map((row) => (row[at] ?? '').trim()))];
    const some = values.slice(0, 5).map((value) => `“${value}”`);
    throw new Error(`No row has “${positive}” in “${target}”. There are ${some.join(', ')}${values.length > 5 ? ' and others' : ''}.`);
  }
  const columns = names.flatMap((name, index) => (index === at ? [] : [columnOf(uniqueName(names, index), known, index)]));
  return { table: { rows: known.length, columns }, outcome, rowsLeftOut: rows.length - known.length };
}

/** “1” and “1.0” are the same value of a column of numbers. */
function positiveTest(positive: string): (value: string) => boolean {
  if (!NUMBER.test(positive)) return (value) => value === positive;
  return (value) => value === positive || (NUMBER.test(value) && Number(value) === Number(positive));
}

function uniqueName(names: readonly string[], index: number): string {
  const name = names[index] ?? '';
  const before = names.slice(0, index).filter((other) => other === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}

function columnOf(name: string, rows: readonly (readonly string[])[], index: number): Column {
  const texts = rows.map((row) => {
    const text = (row[index] ?? '').trim();
    return MISSING.has(text.toLowerCase()) ? undefined : text;
  });
  const written = WRITTEN.find(({ pattern }) => texts.every((text) => text === undefined || pattern.test(text)));
  if (written !== undefined)
    return { kind: 'number', name, values: Float64Array.from(texts, (text) => (text === undefined ? NaN : written.numberOf(text))) };
  if (texts.every((text) => text === undefined || isDate(text)))
    return { kind: 'number', name, values: Float64Array.from(texts, (text) => (text === undefined ? NaN : Date.parse(text) / 86_400_000)) };
  const levels = [...new Set(texts.filter((text) => text !== undefined))].sort(compareTexts);
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { kind: 'category', name, levels, codes: Int32Array.from(texts, (text) => (text === undefined ? -1 : (codes.get(text) ?? -1))) };
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/.test(text) && !Number.isNaN(Date.parse(text));

function plainNumber(text: string): number {
  const infinite = /^([+-]?)inf/i.exec(text);
  if (infinite === null) return Number(text);
  return infinite[1] === '-' ? -Infinity : Infinity;
}

/** UTF-8, or UTF-16 where the file begins with its mark; bytes that are not UTF-8 are taken for Latin-1, as spreadsheets write it. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
