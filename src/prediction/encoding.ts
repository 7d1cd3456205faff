import { type CategoryColumn, type Column, isMissing, type NumberColumn, type Remark, type Sign, type Table } from './table';

/** One column of the matrix that models see, and how it follows from its source column. Every one is `(raw - mean) / deviation`. */
export type Feature = { readonly source: string; readonly mean: number; readonly deviation: number; readonly sign?: Sign } & (
  | { readonly kind: 'number'; readonly missing: 'zero' | 'mean' }
  | { readonly kind: 'level'; readonly level: string }
  | { readonly kind: 'missing' }
);

export type LeftOut = 'constant' | 'duplicate' | 'names rows' | 'all missing' | 'rare levels';
export type Encoding = { readonly features: readonly Feature[]; readonly remarks: readonly Remark<LeftOut>[] };

/** From this share of rows and this many rows on, that a value is missing is a column of its own. */
const TOLD_MISSING = { share: 0.01, rows: 5 } as const;
/** Levels beyond the most frequent ones count as others; so do all that fewer rows have. */
const MOST_LEVELS = 40;
const LEVEL_ROWS = 5;
/** A column of texts that names rows: hardly any text comes twice. */
const NAMING = { rowsPerText: 2, texts: 20 } as const;

/**
 * How to turn `rows` of the table into numbers: numbers as they are, texts as one column for each level but the first, all with mean 0
 * and deviation 1 on these rows. A missing number is 0 where few are missing; else the mean, and a column tells that it was missing.
 */
export function fitEncoding(table: Table, rows: Int32Array, signs: ReadonlyMap<string, Sign> = new Map()): Encoding {
  const features: Feature[] = [];
  const remarks: Remark<LeftOut>[] = [];
  const seen = new Map<string, Column[]>();
  for (const column of table.columns) {
    const twin = twinOf(column, rows, seen);
    if (twin !== undefined) {
      remarks.push({ code: 'duplicate', sentence: `“${column.name}” is left out: on every row it says what “${twin.name}” says.` });
      continue;
    }
    const found = column.kind === 'number' ? numberFeatures(column, rows, signs.get(column.name)) : categoryFeatures(column, rows);
    if (Array.isArray(found)) features.push(...found);
    else remarks.push(found);
  }
  return { features, remarks };
}

/** The matrix of `rows`, column by column. A level that training never saw is none of the known ones. */
export function encode(table: Table, rows: Int32Array, { features }: Encoding): Float64Array[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return features.map((feature) => {
    const encoded = new Float64Array(rows.length);
    const raw = rawOf(feature, columns.get(feature.source));
    for (let index = 0; index < rows.length; index += 1) encoded[index] = (raw(rows[index] ?? 0) - feature.mean) / feature.deviation;
    return encoded;
  });
}

/** The value before scaling. A column that the table does not have is missing on every row. */
function rawOf(feature: Feature, column: Column | undefined): (row: number) => number {
  switch (feature.kind) {
    case 'number': {
      const instead = feature.missing === 'zero' ? 0 : feature.mean;
      if (column?.kind !== 'number') return () => instead;
      return (row) => {
        const value = column.values[row] ?? NaN;
        return Number.isNaN(value) ? instead : value;
      };
    }
    case 'level': {
      if (column?.kind !== 'category') return () => 0;
      const code = column.levels.indexOf(feature.level);
      return (row) => (code >= 0 && column.codes[row] === code ? 1 : 0);
    }
    case 'missing':
      return (row) => (column === undefined || isMissing(column, row) ? 1 : 0);
  }
}

function numberFeatures(column: NumberColumn, rows: Int32Array, sign: Sign | undefined): Feature[] | Remark<LeftOut> {
  const missing = countMissing(column, rows);
  if (missing === rows.length) return leftOut('all missing', column.name, 'no row has a value');
  const told = isToldMissing(missing, rows.length);
  const { mean, deviation } = spreadOf(rows, (row) => {
    const value = column.values[row] ?? NaN;
    return Number.isNaN(value) && !told ? 0 : value;
  });
  const signed = sign === undefined ? {} : { sign };
  const number: Feature[] =
    deviation > 0 ? [{ kind: 'number', source: column.name, mean, deviation, missing: told ? 'mean' : 'zero', ...signed }] : [];
  const features = [...number, ...missingFeature(column, told ? missing : 0, rows.length)];
  return features.length > 0 ? features : leftOut('constant', column.name, 'every row has the same value');
}

function categoryFeatures(column: CategoryColumn, rows: Int32Array): Feature[] | Remark<LeftOut> {
  const counts = new Int32Array(column.levels.length);
  let missing = 0;
  for (const row of rows) {
    const code = column.codes[row] ?? -1;
    if (code < 0) missing += 1;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  if (missing === rows.length) return leftOut('all missing', column.name, 'no row has a value');
  const present = rows.length - missing;
  const used = [...counts.keys()].filter((code) => (counts[code] ?? 0) > 0);
  if (used.length > NAMING.texts && present < NAMING.rowsPerText * used.length) {
    const why = `${used.length} different texts on ${present} rows name rows, and a name says nothing about other rows`;
    return leftOut('names rows', column.name, why);
  }
  // In the order of the texts, so that the same rows give the same matrix whatever order they were read in.
  const sorted = used.sort((a, b) => compareTexts(column.levels[a] ?? '', column.levels[b] ?? ''));
  const all = sorted.length <= MOST_LEVELS;
  const enough = sorted.filter((code) => (counts[code] ?? 0) >= LEVEL_ROWS);
  const most = enough.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0)).slice(0, MOST_LEVELS);
  const kept = all ? sorted.slice(1) : enough.filter((code) => most.includes(code));
  const told = isToldMissing(missing, rows.length);
  const features: Feature[] = kept.map((code) => {
    const share = (counts[code] ?? 0) / rows.length;
    return { kind: 'level', source: column.name, level: column.levels[code] ?? '', ...spreadOfShare(share) };
  });
  features.push(...missingFeature(column, told ? missing : 0, rows.length));
  if (features.length > 0) return features;
  return all
    ? leftOut('constant', column.name, 'every row has the same value')
    : leftOut('rare levels', column.name, `none of its ${used.length} texts is on ${LEVEL_ROWS} rows`);
}

function missingFeature(column: Column, missing: number, rows: number): Feature[] {
  if (missing === 0 || missing === rows) return [];
  return [{ kind: 'missing', source: column.name, ...spreadOfShare(missing / rows) }];
}

const isToldMissing = (missing: number, rows: number): boolean => missing >= TOLD_MISSING.rows && missing >= TOLD_MISSING.share * rows;
const spreadOfShare = (share: number) => ({ mean: share, deviation: Math.sqrt(share * (1 - share)) });

function countMissing(column: Column, rows: Int32Array): number {
  let missing = 0;
  for (const row of rows) if (isMissing(column, row)) missing += 1;
  return missing;
}

/** Mean and deviation of the values that are there. Two passes: one would lose small spreads of large numbers. */
function spreadOf(rows: Int32Array, valueOf: (row: number) => number): { mean: number; deviation: number } {
  let sum = 0;
  let count = 0;
  let largest = 0;
  for (const row of rows) {
    const value = valueOf(row);
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
    largest = Math.max(largest, Math.abs(value));
  }
  const mean = sum / count;
  let squares = 0;
  for (const row of rows) {
    const value = valueOf(row);
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / count);
  // What rounding alone makes of equal numbers is no spread.
  return { mean, deviation: deviation > 1e-12 * largest ? deviation : 0 };
}

const leftOut = (code: LeftOut, name: string, why: string): Remark<LeftOut> => ({ code, sentence: `“${name}” is left out: ${why}.` });

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An earlier column with the same value on each of the rows. Columns of `seen` are kept by a hash of their values. */
function twinOf(column: Column, rows: Int32Array, seen: Map<string, Column[]>): Column | undefined {
  let hash = 0;
  for (const row of rows) hash = (Math.imul(hash, 31) + hashOf(column, row)) | 0;
  const key = `${column.kind} ${hash}`;
  const alike = seen.get(key) ?? [];
  const twin = alike.find((other) => rows.every((row) => isSameValue(column, other, row)));
  if (twin === undefined) seen.set(key, [...alike, column]);
  return twin;
}

const lengthOf = (column: CategoryColumn, row: number): number => column.levels[column.codes[row] ?? -1]?.length ?? -1;

function hashOf(column: Column, row: number): number {
  if (column.kind === 'category') return lengthOf(column, row);
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? 7 : Math.trunc(value * 1024) | 0;
}

function isSameValue(a: Column, b: Column, row: number): boolean {
  if (a.kind === 'number' && b.kind === 'number') return Object.is((a.values[row] ?? NaN) + 0, (b.values[row] ?? NaN) + 0);
  if (a.kind === 'category' && b.kind === 'category') return a.levels[a.codes[row] ?? -1] === b.levels[b.codes[row] ?? -1];
  return false;
}
