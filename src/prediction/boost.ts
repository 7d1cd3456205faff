import type { Binned } from './bins';
import { probabilityOf } from './log-odds';
import type { Draws } from './random';
import type { Sign } from './table';
import type { Tree } from './tree';

export type BoostOptions = {
  readonly depth: 1 | 2 | 3;
  /** How much of each tree counts, above 0, at most 1. */
  readonly rate: number;
  /** Penalty on the square of a leaf's value. */
  readonly lambda: number;
  /** Least of a leaf, as a number of rows at the base rate. */
  readonly leafRows: number;
  /** Share of the rows that each tree sees. */
  readonly rowShare: number;
  /** By column, where one way is declared. */
  readonly signs?: readonly (Sign | undefined)[];
};

/** Gradient boosting under way: each `step` adds a tree. `logOdds` is that of every row, trained on or not. */
export type Booster = { readonly start: number; readonly logOdds: Float64Array; readonly step: () => Tree };

/** One node's sums, by column and bin: gradient, curvature. */
type Sums = Float64Array;
type Totals = { readonly gradient: number; readonly curve: number };
type Child = { readonly rows: Int32Array; readonly totals: Totals };
type Node = Child & {
  readonly sums: Sums | undefined;
  readonly low: number;
  readonly high: number;
};
type Split = {
  readonly column: number;
  readonly bin: number;
  readonly left: number;
  readonly right: number;
  readonly leftTotals: Totals;
};

const LEAST_GAIN = 1e-6;
/** Where the outcome is all but certain the curvature vanishes; a little of it keeps divisions sound. */
const LEAST_CURVE = 1e-9;

/** Trees on the rows of `train`. `outcome` and `binned` cover all rows. The draws choose what each tree sees. */
export function createBooster(binned: Binned, outcome: Uint8Array, train: Int32Array, options: BoostOptions, draw: Draws): Booster {
  const { codes } = binned;
  const offsets = offsetsOf(binned);
  const all = outcome.length;
  let positives = 0;
  for (const row of train) positives += outcome[row] ?? 0;
  const start = Math.log((positives + 0.5) / (train.length - positives + 0.5));
  const logOdds = new Float64Array(all).fill(start);
  const gradient = new Float64Array(all);
  const curve = new Float64Array(all);

  const { ends, cells, usual } = unusualCells(binned, all, offsets);
  const leafCurve = (options.leafRows * positives * (train.length - positives)) / train.length ** 2;

  const sumsOf = (rows: Int32Array, totals: Totals): Sums => {
    const sums = new Float64Array(2 * (offsets[codes.length] ?? 0));
    for (const row of rows) {
      const slope = gradient[row] ?? 0;
      const bend = curve[row] ?? 0;
      const end = ends[row + 1] ?? 0;
      for (let cell = ends[row] ?? 0; cell < end; cell += 1) {
        const at = cells[cell] ?? 0;
        sums[at] = (sums[at] ?? 0) + slope;
        sums[at + 1] = (sums[at + 1] ?? 0) + bend;
      }
    }
    addUsual(sums, totals, offsets, usual);
    return sums;
  };

  /** Only the smaller child is summed; the other is what is left. */
  const childSums = (whole: Sums, left: Child, right: Child): [Sums, Sums] => {
    const isLeft = left.rows.length <= right.rows.length;
    const { rows, totals } = isLeft ? left : right;
    const smaller = sumsOf(rows, totals);
    const larger = new Float64Array(smaller.length);
    for (let at = 0; at < larger.length; at += 1) larger[at] = (whole[at] ?? 0) - (smaller[at] ?? 0);
    return isLeft ? [smaller, larger] : [larger, smaller];
  };
  const totalsOf = (rows: Int32Array): Totals => {
    const totals = { gradient: 0, curve: 0 };
    for (const row of rows) {
      totals.gradient += gradient[row] ?? 0;
      totals.curve += curve[row] ?? 0;
    }
    return totals;
  };

  const step = (): Tree => {
    const rows = sampleOf(train, options.rowShare, draw);
    for (const row of rows) {
      const probability = probabilityOf(logOdds[row] ?? 0);
      gradient[row] = probability - (outcome[row] ?? 0);
      const bend = probability * (1 - probability);
      curve[row] = bend > LEAST_CURVE ? bend : LEAST_CURVE;
    }
    const size = 2 ** (options.depth + 1) - 1;
    const tree = {
      column: new Array<number>(size).fill(-1),
      threshold: new Array<number>(size).fill(0),
      value: new Array<number>(size).fill(0),
      cover: new Array<number>(size).fill(0),
    };
    const grow = (node: number, depth: number, own: Node): void => {
      tree.cover[node] = own.rows.length / rows.length;
      const { sums } = own;
      const split = sums === undefined ? undefined : bestSplit(own, sums, binned, offsets, options, leafCurve);
      if (sums === undefined || split === undefined) {
        tree.value[node] = options.rate * leafValue(own, options.lambda);
        return;
      }
      const code = codes[split.column] ?? new Uint8Array();
      const [leftRows, rightRows] = partition(own.rows, code, split.bin);
      tree.column[node] = split.column;
      tree.threshold[node] = binned.cuts[split.column]?.[split.bin] ?? 0;
      const { leftTotals } = split;
      const rightTotals = { gradient: own.totals.gradient - leftTotals.gradient, curve: own.totals.curve - leftTotals.curve };
      const children = [
        { rows: leftRows, totals: leftTotals },
        { rows: rightRows, totals: rightTotals },
      ] as const;
      const [leftSums, rightSums] = depth + 1 < options.depth ? childSums(sums, ...children) : [];
      const sign = options.signs?.[split.column];
      const middle = (split.left + split.right) / 2;
      const left: Node = {
        ...children[0],
        sums: leftSums,
        low: sign === -1 ? Math.max(own.low, middle) : own.low,
        high: sign === 1 ? Math.min(own.high, middle) : own.high,
      };
      const right: Node = {
        ...children[1],
        sums: rightSums,
        low: sign === 1 ? Math.max(own.low, middle) : own.low,
        high: sign === -1 ? Math.min(own.high, middle) : own.high,
      };
      grow(2 * node + 1, depth + 1, left);
      grow(2 * node + 2, depth + 1, right);
    };
    const totals = totalsOf(rows);
    grow(0, 0, { rows, totals, sums: sumsOf(rows, totals), low: -Infinity, high: Infinity });
    addTree(tree, binned, logOdds);
    return tree;
  };
  return { start, logOdds, step };
}

/** To the log-odds of every row. */
function addTree(tree: Tree, { codes, cuts }: Binned, logOdds: Float64Array): void {
  const bin = Int32Array.from(tree.column, (column, node) => (column < 0 ? 0 : (cuts[column]?.indexOf(tree.threshold[node] ?? 0) ?? 0)));
  const none = new Uint8Array();
  const code = tree.column.map((column) => codes[column] ?? none);
  const { column, value } = tree;
  for (let row = 0; row < logOdds.length; row += 1) {
    let node = 0;
    while ((column[node] ?? -1) >= 0) node = 2 * node + ((code[node]?.[row] ?? 0) <= (bin[node] ?? 0) ? 1 : 2);
    logOdds[row] = (logOdds[row] ?? 0) + (value[node] ?? 0);
  }
}

/** The cut that lowers the penalised loss most, each side large enough and, where a sign is declared, in its order. */
function bestSplit(node: Node, sums: Sums, { cuts }: Binned, offsets: Int32Array, options: BoostOptions, leafCurve: number) {
  const { lambda, signs } = options;
  const { low, high, totals } = node;
  if (totals.curve < 2 * leafCurve) return undefined;
  const whole = gainOf(totals.gradient, totals.curve, clip(-totals.gradient / (totals.curve + lambda), low, high), lambda);
  let best: Split | undefined;
  let bestGain = LEAST_GAIN;
  for (let column = 0; column < cuts.length; column += 1) {
    const offset = offsets[column] ?? 0;
    const last = (offsets[column + 1] ?? 0) - offset - 1;
    const sign = signs?.[column] ?? 0;
    let gradient = 0;
    let curve = 0;
    for (let bin = 0; bin < last; bin += 1) {
      const at = 2 * (offset + bin);
      gradient += sums[at] ?? 0;
      curve += sums[at + 1] ?? 0;
      if (curve < leafCurve) continue;
      if (totals.curve - curve < leafCurve) break;
      const left = clip(-gradient / (curve + lambda), low, high);
      const right = clip(-(totals.gradient - gradient) / (totals.curve - curve + lambda), low, high);
      if ((right - left) * sign < 0) continue;
      const gain = gainOf(gradient, curve, left, lambda) + gainOf(totals.gradient - gradient, totals.curve - curve, right, lambda) - whole;
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { column, bin, left, right, leftTotals: { gradient, curve } };
    }
  }
  return best;
}

/** What a leaf of this value takes off the loss. */
const gainOf = (gradient: number, curve: number, value: number, lambda: number): number =>
  -(gradient * value + ((curve + lambda) * value * value) / 2);

const clip = (value: number, low: number, high: number): number => (value < low ? low : value > high ? high : value);

const leafValue = ({ totals, low, high }: Node, lambda: number): number => clip(-totals.gradient / (totals.curve + lambda), low, high);

function sampleOf(rows: Int32Array, share: number, draw: Draws): Int32Array {
  if (share >= 1) return rows;
  const sample = new Int32Array(rows.length);
  let size = 0;
  for (const row of rows) if (draw() < share) sample[size++] = row;
  return sample.subarray(0, size);
}

function partition(rows: Int32Array, code: Uint8Array, bin: number): [left: Int32Array, right: Int32Array] {
  const placed = new Int32Array(rows.length);
  let left = 0;
  let right = rows.length;
  for (const row of rows) {
    if ((code[row] ?? 0) <= bin) placed[left++] = row;
    else placed[--right] = row;
  }
  return [placed.slice(0, left), placed.slice(left).reverse()];
}

/** Where in the sums the cells of each row belong: those of row r are `cells[ends[r]]` up to `cells[ends[r + 1]]`. */
type Cells = { readonly ends: Int32Array; readonly cells: Int32Array; readonly usual: Int32Array };

/**
 * Row after row, as one row's cells are read together; without those in the bin that is their column's most frequent, which are most of
 * the cells where columns stand for texts. What these add follows from the totals.
 */
function unusualCells({ codes }: Binned, rows: number, offsets: Int32Array): Cells {
  const usual = Int32Array.from(codes, (code, column) => {
    const counts = new Int32Array((offsets[column + 1] ?? 0) - (offsets[column] ?? 0));
    for (let row = 0; row < rows; row += 1) counts[code[row] ?? 0] = (counts[code[row] ?? 0] ?? 0) + 1;
    return counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  });
  const ends = new Int32Array(rows + 1);
  codes.forEach((code, column) => {
    for (let row = 0; row < rows; row += 1) if (code[row] !== usual[column]) ends[row + 1] = (ends[row + 1] ?? 0) + 1;
  });
  for (let row = 0; row < rows; row += 1) ends[row + 1] = (ends[row + 1] ?? 0) + (ends[row] ?? 0);
  const cells = new Int32Array(ends[rows] ?? 0);
  const next = ends.slice();
  codes.forEach((code, column) => {
    const offset = offsets[column] ?? 0;
    for (let row = 0; row < rows; row += 1) {
      if (code[row] === usual[column]) continue;
      const at = next[row] ?? 0;
      cells[at] = 2 * (offset + (code[row] ?? 0));
      next[row] = at + 1;
    }
  });
  return { ends, cells, usual };
}

/** The most frequent bin of each column has what the others leave of the totals. */
function addUsual(sums: Sums, totals: Totals, offsets: Int32Array, usual: Int32Array): void {
  for (let column = 0; column < usual.length; column += 1) {
    let { gradient, curve } = totals;
    const end = 2 * (offsets[column + 1] ?? 0);
    for (let at = 2 * (offsets[column] ?? 0); at < end; at += 2) {
      gradient -= sums[at] ?? 0;
      curve -= sums[at + 1] ?? 0;
    }
    const at = 2 * ((offsets[column] ?? 0) + (usual[column] ?? 0));
    sums[at] = gradient;
    sums[at + 1] = curve;
  }
}

/** The first bin of each column in the sums, and their number at the end. */
function offsetsOf({ cuts }: Binned): Int32Array {
  const offsets = new Int32Array(cuts.length + 1);
  cuts.forEach((cut, column) => (offsets[column + 1] = (offsets[column] ?? 0) + cut.length + 1));
  return offsets;
}
