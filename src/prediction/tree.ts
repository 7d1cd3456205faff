/**
 * A tree of at most three questions, as a heap: the children of node i are 2i + 1 (value ≤ threshold) and 2i + 2. A node whose
 * `column` is -1 is a leaf and adds `value`; `cover` is the share of training rows that come by.
 */
export type Tree = {
  readonly column: readonly number[];
  readonly threshold: readonly number[];
  readonly value: readonly number[];
  readonly cover: readonly number[];
};

/** Log-odds = `start` + Σ leaf of each tree. */
export type Trees = { readonly start: number; readonly trees: readonly Tree[] };

export function leafOf(tree: Tree, valueOf: (column: number) => number): number {
  let node = 0;
  for (let column = tree.column[0] ?? -1; column >= 0; column = tree.column[node] ?? -1)
    node = 2 * node + (valueOf(column) <= (tree.threshold[node] ?? 0) ? 1 : 2);
  return node;
}

export function treesLogOdds(columns: readonly Float64Array[], { start, trees }: Trees, rows: number): Float64Array {
  const sums = new Float64Array(rows).fill(start);
  for (const tree of trees)
    for (let row = 0; row < rows; row += 1)
      sums[row] = (sums[row] ?? 0) + (tree.value[leafOf(tree, (column) => columns[column]?.[row] ?? 0)] ?? 0);
  return sums;
}
