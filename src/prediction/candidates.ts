import { chanceOfBestCut } from './best-cut';
import type { Single } from './condition';
import { chanceInStrata, type Counts, errorsAbove } from './exact-test';
import { count, countsIn, oneStratum, type Strata, tallyOf } from './strata';
import { type CategoryColumn, isMissing, type NumberColumn, positivesIn, rowsWhere, type Table, takeOutcome } from './table';

/** The best condition on a column and the chance to find one as good among all that were tried on it if none meant anything. */
export type Candidate = { readonly condition: Single; readonly p: number; readonly counts: Counts };

/**
 * A condition that fires for fewer, or for more, tells no one apart. What holds for more than half alone is the rule, and its opposite the
 * exception; as a part of a pair it may hold for more.
 */
export const SUPPORT = { least: 0.03, most: 0.5, mostAsPart: 0.7, rows: 8, hits: 3 } as const;
const CUTS = 40;
const MOST_LEVELS = 30;
/** Conditions of a column of which the chance is counted: those furthest above what luck gives. The others are no better. */
const COUNTED = 4;

export type Question = {
  /** No condition fires for more. */
  readonly most?: number;
  /** Where each column is asked beside other signals: the rows in strata of about the same chance by these. */
  readonly strataFor?: (column: string) => Strata;
};

/** One candidate for each column that has any, and one more for each whose values are missing often enough. */
export function candidatesOf(table: Table, outcome: Uint8Array, { most = SUPPORT.most, strataFor }: Question = {}): Candidate[] {
  const isFit = (counts: Counts): boolean => isBroad(counts, most);
  const one = oneStratum(table.rows);
  const patterns = new Set<string>();
  return table.columns.flatMap((column) => {
    const asked: Asked = { isFit, strata: strataFor?.(column.name) ?? one };
    const own = column.kind === 'number' ? bestCut(column, outcome, asked) : bestLevel(column, outcome, asked);
    const missing = rowsWhere(table.rows, (row) => isMissing(column, row));
    // Columns that are missing on the same rows are one question.
    const pattern = `${missing.length} ${missing[0]} ${missing.at(-1)} ${positivesIn(takeOutcome(outcome, missing))}`;
    if (missing.length === 0 || patterns.has(pattern)) return own === undefined ? [] : [own];
    patterns.add(pattern);
    const whole = tallyOf(asked.strata, outcome);
    const tried = [triedOf({ kind: 'missing', column: column.name }, countsIn(whole, tallyOf(asked.strata, outcome, missing)))];
    return [own, bestOf(tried.filter(({ counts }) => isFit(counts)))].filter((candidate) => candidate !== undefined);
  });
}

export const isBroad = ({ rows, fired, hits }: Counts, most: number = SUPPORT.most): boolean =>
  fired >= SUPPORT.least * rows && fired <= most * rows && fired >= SUPPORT.rows && hits >= SUPPORT.hits;

/** Which conditions may be tried, and the rows in strata. */
type Asked = { readonly isFit: (counts: Counts) => boolean; readonly strata: Strata };

const asPart = (rows: number): Asked => ({ isFit: (counts) => isBroad(counts, SUPPORT.mostAsPart), strata: oneStratum(rows) });

/** Cuts at even shares of the known values, both ways. */
export function bestCut({ name, values }: NumberColumn, outcome: Uint8Array, asked: Asked = asPart(outcome.length)): Candidate | undefined {
  const { isFit, strata } = asked;
  const known = rowsWhere(values.length, (row) => !Number.isNaN(values[row] ?? NaN));
  known.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const valueAt = (place: number): number => values[known[place] ?? 0] ?? 0;
  const whole = tallyOf(strata, outcome, known);
  const below = tallyOf(strata, outcome, []);
  const tried: Tried[] = [];
  let counted = 0;
  const cuts = cutsOf(known.length, valueAt).filter((place) => {
    for (; counted < place; counted += 1) count(below, strata, outcome, known[counted] ?? 0);
    const threshold = valueAt(place);
    const low = countsIn(whole, below);
    const both = [
      triedOf({ kind: 'below', column: name, threshold }, low),
      triedOf({ kind: 'atLeast', column: name, threshold }, low.map(otherwise)),
    ].filter(({ counts }) => isFit(counts));
    tried.push(...both);
    return both.length > 0;
  });
  const best = bestOf(tried);
  if (best === undefined) return undefined;
  const { rows, outcomes } = best.counts;
  return { ...best, p: Math.min(best.p * tried.length, chanceOfBestCut(best.p, { rows, outcomes, below: cuts, isBroad: isFit })) };
}

/** How many of the sorted values are below each cut, rising. */
function cutsOf(rows: number, valueAt: (place: number) => number): number[] {
  const below: number[] = [];
  for (let step = 1; step < CUTS; step += 1) {
    let place = Math.round((step * rows) / CUTS);
    // A cut is between values: those equal to it all go above.
    while (place > 0 && valueAt(place - 1) === valueAt(place)) place -= 1;
    if (place > (below.at(-1) ?? 0) && place < rows) below.push(place);
  }
  if (below.length > 0) return below;
  // Of a column of 0 and few others, the cut above the 0s is the one that matters; the shares may have stepped over it.
  let place = 1;
  while (place < rows && valueAt(place) === valueAt(0)) place += 1;
  return place < rows ? [place] : [];
}

function bestLevel({ name, codes, levels }: CategoryColumn, outcome: Uint8Array, { isFit, strata }: Asked): Candidate | undefined {
  const whole = tallyOf(strata, outcome, []);
  const fired = levels.map(() => tallyOf(strata, outcome, []));
  const rows = new Int32Array(levels.length);
  codes.forEach((code, row) => {
    const own = fired[code];
    if (own === undefined) return;
    rows[code] = (rows[code] ?? 0) + 1;
    count(own, strata, outcome, row);
    count(whole, strata, outcome, row);
  });
  // The most frequent ones, chosen without a look at the outcome.
  const most = [...fired.keys()].sort((a, b) => (rows[b] ?? 0) - (rows[a] ?? 0)).slice(0, MOST_LEVELS);
  const tried = most
    .map((code) => triedOf({ kind: 'is', column: name, level: levels[code] ?? '' }, countsIn(whole, fired[code] ?? whole)))
    .filter(({ counts }) => isFit(counts));
  const best = bestOf(tried);
  return best && { ...best, p: Math.min(1, best.p * tried.length) };
}

const otherwise = (counts: Counts): Counts => ({ ...counts, fired: counts.rows - counts.fired, hits: counts.outcomes - counts.hits });

type Tried = { readonly condition: Single; readonly strata: readonly Counts[]; readonly counts: Counts };

function triedOf(condition: Single, strata: readonly Counts[]): Tried {
  const sum = (of: keyof Counts): number => strata.reduce((total, counts) => total + counts[of], 0);
  return { condition, strata, counts: { rows: sum('rows'), outcomes: sum('outcomes'), fired: sum('fired'), hits: sum('hits') } };
}

function bestOf(tried: readonly Tried[]): Candidate | undefined {
  return tried
    .map((each) => ({ each, errors: errorsAbove(each.strata) }))
    .sort((a, b) => b.errors - a.errors)
    .slice(0, COUNTED)
    .map(({ each: { condition, counts, strata } }): Candidate => ({ condition, counts, p: chanceInStrata(strata) }))
    .reduce<Candidate | undefined>((best, each) => (best === undefined || each.p < best.p ? each : best), undefined);
}
