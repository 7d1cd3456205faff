import { chanceOfBestCut } from './best-cut';
import type { Single } from './condition';
import { chanceOfAsMany, type Counts } from './exact-test';
import { isMissing, type NumberColumn, type CategoryColumn, type Table } from './table';

/** The best condition on a column and the chance to find one as good among all that were tried on it if none meant anything. */
export type Candidate = { readonly condition: Single; readonly p: number; readonly counts: Counts };

/**
 * A condition that fires for fewer, or for more, tells no one apart. What holds for more than half alone is the rule, and its opposite the
 * exception; as a part of a pair it may hold for more.
 */
export const SUPPORT = { least: 0.03, most: 0.5, mostAsPart: 0.7, rows: 8, hits: 3 } as const;
const CUTS = 40;
const MOST_LEVELS = 30;

/** One candidate for each column that has any, and one more for each whose values are missing often enough; none fires for more than `most`. */
export function candidatesOf(table: Table, outcome: Uint8Array, most: number = SUPPORT.most): Candidate[] {
  const isFit = (counts: Counts): boolean => isBroad(counts, most);
  const patterns = new Set<string>();
  return table.columns.flatMap((column) => {
    const own = column.kind === 'number' ? bestCut(column, outcome, isFit) : bestLevel(column, outcome, isFit);
    const missing = Uint8Array.from({ length: table.rows }, (_, row) => (isMissing(column, row) ? 1 : 0));
    const counts = countsWhere(outcome, (row) => missing[row] ?? 0);
    // Columns that are missing on the same rows are one question.
    const pattern = `${counts.fired} ${counts.hits} ${missing.indexOf(1)} ${missing.lastIndexOf(1)}`;
    const isNew = !patterns.has(pattern);
    patterns.add(pattern);
    const ofMissing: Candidate[] =
      isNew && isFit(counts) ? [{ condition: { kind: 'missing', column: column.name }, counts, p: chanceOfAsMany(counts) }] : [];
    return own === undefined ? ofMissing : [own, ...ofMissing];
  });
}

export const isBroad = ({ rows, fired, hits }: Counts, most: number = SUPPORT.most): boolean =>
  fired >= SUPPORT.least * rows && fired <= most * rows && fired >= SUPPORT.rows && hits >= SUPPORT.hits;

function countsWhere(outcome: Uint8Array, fires: (row: number) => number): Counts {
  let [outcomes, fired, hits] = [0, 0, 0];
  for (let row = 0; row < outcome.length; row += 1) {
    const label = outcome[row] ?? 0;
    const on = fires(row);
    outcomes += label;
    fired += on;
    hits += on & label;
  }
  return { rows: outcome.length, outcomes, fired, hits };
}

type Fits = (counts: Counts) => boolean;

const mayBePart: Fits = (counts) => isBroad(counts, SUPPORT.mostAsPart);

/** Cuts at even shares of the known values, both ways. */
export function bestCut({ name, values }: NumberColumn, outcome: Uint8Array, isFit: Fits = mayBePart): Candidate | undefined {
  const known = Int32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row] ?? NaN));
  known.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const rows = known.length;
  const hitsBelow = new Int32Array(rows + 1);
  for (let place = 0; place < rows; place += 1) hitsBelow[place + 1] = (hitsBelow[place] ?? 0) + (outcome[known[place] ?? 0] ?? 0);
  const outcomes = hitsBelow[rows] ?? 0;
  const valueAt = (place: number): number => values[known[place] ?? 0] ?? 0;
  const below: number[] = [];
  for (let step = 1; step < CUTS; step += 1) {
    let place = Math.round((step * rows) / CUTS);
    // A cut is between values: those equal to it all go above.
    while (place > 0 && valueAt(place - 1) === valueAt(place)) place -= 1;
    if (place > (below.at(-1) ?? 0) && place < rows) below.push(place);
  }
  // Of a column of 0 and few others, the cut above the 0s is the one that matters; the shares may have stepped over it.
  if (below.length === 0) {
    let place = 1;
    while (place < rows && valueAt(place) === valueAt(0)) place += 1;
    if (place < rows) below.push(place);
  }
  const tried: { condition: Single; counts: Counts; p: number }[] = [];
  const cuts = below.filter((place) => {
    const threshold = valueAt(place);
    const hits = hitsBelow[place] ?? 0;
    const low = { rows, outcomes, fired: place, hits };
    const high = { rows, outcomes, fired: rows - place, hits: outcomes - hits };
    const before = tried.length;
    if (isFit(low)) tried.push({ condition: { kind: 'below', column: name, threshold }, counts: low, p: chanceOfAsMany(low) });
    if (isFit(high)) tried.push({ condition: { kind: 'atLeast', column: name, threshold }, counts: high, p: chanceOfAsMany(high) });
    return tried.length > before;
  });
  const best = leastOf(tried);
  return best && { ...best, p: chanceOfBestCut(best.p, { rows, outcomes, below: cuts, isBroad: isFit }) };
}

function bestLevel({ name, codes, levels }: CategoryColumn, outcome: Uint8Array, isFit: Fits): Candidate | undefined {
  const fired = new Int32Array(levels.length);
  const hits = new Int32Array(levels.length);
  let [rows, outcomes] = [0, 0];
  codes.forEach((code, row) => {
    if (code < 0) return;
    const label = outcome[row] ?? 0;
    rows += 1;
    outcomes += label;
    fired[code] = (fired[code] ?? 0) + 1;
    hits[code] = (hits[code] ?? 0) + label;
  });
  // The most frequent ones, chosen without a look at the outcome.
  const most = [...fired.keys()].sort((a, b) => (fired[b] ?? 0) - (fired[a] ?? 0)).slice(0, MOST_LEVELS);
  const tried = most.flatMap((code) => {
    const counts = { rows, outcomes, fired: fired[code] ?? 0, hits: hits[code] ?? 0 };
    const condition: Single = { kind: 'is', column: name, level: levels[code] ?? '' };
    return isFit(counts) ? [{ condition, counts, p: chanceOfAsMany(counts) }] : [];
  });
  const best = leastOf(tried);
  return best && { ...best, p: Math.min(1, best.p * tried.length) };
}

const leastOf = (tried: readonly Candidate[]): Candidate | undefined =>
  tried.reduce<Candidate | undefined>((best, each) => (best === undefined || each.p < best.p ? each : best), undefined);
