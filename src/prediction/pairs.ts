import { candidatesOf, SUPPORT } from './candidates';
import { type Condition, type Single, firingOf, type Firing } from './condition';
import { chanceOfAsMany } from './exact-test';
import { drawsFrom, stratifiedFolds } from './random';
import { rowsOf, rowsWhere, type Table, takeOutcome } from './table';

export type Pair = { readonly condition: Condition; readonly p: number };

const POOL = 400;
const TRIED = 15;
/** On the first half a pair must beat each of its parts by this factor. */
const BEATS = 1.2;

/**
 * Pairs that say more than either part: sought on one half of the rows, proven on the other, so that the search does not count as
 * evidence. `p` is that of the weaker claim: each part must add to the other.
 */
export function pairsOf(table: Table, outcome: Uint8Array, seed: number): Pair[] {
  const half = stratifiedFolds(outcome, 2, drawsFrom(seed));
  const [seek, prove] = [0, 1].map((side) => rowsWhere(table.rows, (row) => half[row] === side));
  if (seek === undefined || prove === undefined || seek.length < 100) return [];
  const seekTable = rowsOf(table, seek);
  const labels = takeOutcome(outcome, seek);
  const pool = candidatesOf(seekTable, labels, { most: SUPPORT.mostAsPart })
    .toSorted((a, b) => a.p - b.p)
    .slice(0, POOL)
    .map(({ condition }) => ({ condition, bits: bitsOf(firingOf(condition, seekTable)) }));
  const found = seekPairs(pool, bitsOf(labels), seek.length);
  const proveTable = rowsOf(table, prove);
  const proveLabels = takeOutcome(outcome, prove);
  return found.map(([first, second]) => {
    const [a, b] = [firingOf(first, proveTable), firingOf(second, proveTable)];
    return {
      condition: { kind: 'both', of: [first, second] },
      p: Math.max(chanceWithin(a, b, proveLabels), chanceWithin(b, a, proveLabels)),
    };
  });
}

type Pooled = { readonly condition: Single; readonly bits: Int32Array };

function seekPairs(pool: readonly Pooled[], outcome: Int32Array, rows: number): (readonly [Single, Single])[] {
  const fired = pool.map(({ bits }) => countBits(bits, bits));
  const hits = pool.map(({ bits }) => countBits(bits, outcome));
  const both = new Int32Array(outcome.length);
  const found: { of: readonly [Single, Single]; strength: number }[] = [];
  pool.forEach((first, i) => {
    for (let j = i + 1; j < pool.length; j += 1) {
      const second = pool[j];
      if (second === undefined || second.condition.column === first.condition.column) continue;
      for (let word = 0; word < both.length; word += 1) both[word] = (first.bits[word] ?? 0) & (second.bits[word] ?? 0);
      const together = countBits(both, both);
      if (together < SUPPORT.least * rows || together < SUPPORT.rows) continue;
      const hit = countBits(both, outcome);
      const rate = hit / together;
      const [f1, h1, f2, h2] = [fired[i] ?? 0, hits[i] ?? 0, fired[j] ?? 0, hits[j] ?? 0];
      if (hit < SUPPORT.hits || rate < BEATS * (h1 / f1) || rate < BEATS * (h2 / f2)) continue;
      const strength = Math.min(contrast(hit, together, h1 - hit, f1 - together), contrast(hit, together, h2 - hit, f2 - together));
      if (strength > 2) found.push({ of: [first.condition, second.condition], strength });
    }
  });
  return found
    .sort((a, b) => b.strength - a.strength)
    .slice(0, TRIED)
    .map(({ of }) => of);
}

/** How many standard errors one rate is above another. */
function contrast(hits: number, rows: number, otherHits: number, otherRows: number): number {
  if (otherRows === 0) return 0;
  const pooled = (hits + otherHits + 1) / (rows + otherRows + 2);
  return (hits / rows - otherHits / otherRows) / Math.sqrt(pooled * (1 - pooled) * (1 / rows + 1 / otherRows));
}

/** Fisher's test of the second among the rows on which the first fires. */
function chanceWithin(first: Firing, second: Firing, outcome: Uint8Array): number {
  let [rows, outcomes, fired, hits] = [0, 0, 0, 0];
  for (let row = 0; row < outcome.length; row += 1) {
    if (first[row] !== 1 || second[row] === 2) continue;
    const label = outcome[row] ?? 0;
    rows += 1;
    outcomes += label;
    fired += second[row] ?? 0;
    hits += (second[row] ?? 0) & label;
  }
  return rows === 0 ? 1 : chanceOfAsMany({ rows, outcomes, fired, hits });
}

function bitsOf(firing: Uint8Array): Int32Array {
  const bits = new Int32Array(Math.ceil(firing.length / 32));
  firing.forEach((fires, row) => {
    if (fires === 1) bits[row >> 5] = (bits[row >> 5] ?? 0) | (1 << (row & 31));
  });
  return bits;
}

function countBits(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word += 1) {
    let bits = (a[word] ?? 0) & (b[word] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}
