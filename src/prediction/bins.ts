/** Columns cut into at most 64 steps: `codes[column][row]` is the number of cuts below the value. */
export type Binned = { readonly codes: readonly Uint8Array[]; readonly cuts: readonly Float64Array[] };

const MOST_BINS = 64;

/** Cuts between neighbouring values, at even shares of the rows where there are more values than bins. */
export function binColumns(columns: readonly Float64Array[]): Binned {
  const cuts = columns.map(cutsOf);
  return { codes: columns.map((column, index) => codesOf(column, cuts[index] ?? new Float64Array())), cuts };
}

function cutsOf(column: Float64Array): Float64Array {
  const sorted = column.toSorted();
  const cuts: number[] = [];
  const distinct: number[] = [];
  for (const value of sorted) {
    if (value === distinct.at(-1)) continue;
    distinct.push(value);
    if (distinct.length > MOST_BINS) break;
  }
  if (distinct.length <= MOST_BINS) {
    for (let index = 1; index < distinct.length; index += 1) cuts.push(between(distinct[index - 1] ?? 0, distinct[index] ?? 0));
    return Float64Array.from(cuts);
  }
  for (let step = 1; step < MOST_BINS; step += 1) {
    const at = Math.floor((step * sorted.length) / MOST_BINS);
    const value = sorted[at] ?? 0;
    let below = at - 1;
    while (below >= 0 && sorted[below] === value) below -= 1;
    if (below < 0) continue;
    const cut = between(sorted[below] ?? 0, value);
    if (cut !== cuts.at(-1)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** A number in [low, high). */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}

function codesOf(column: Float64Array, cuts: Float64Array): Uint8Array {
  const codes = new Uint8Array(column.length);
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value > (cuts[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    codes[row] = low;
  }
  return codes;
}
