import { binColumns } from './bins';
import { createBooster } from './boost';
import { drawsFrom } from './random';
import type { Sign } from './table';
import { type Tree, treesLogOdds } from './tree';
import { treeShapley } from './tree-shap';

const ROWS = 120;
const WIDTH = 5;

function grown(signs?: readonly (Sign | undefined)[]) {
  const draw = drawsFrom(5);
  const columns = Array.from({ length: WIDTH }, (_, column) =>
    Float64Array.from({ length: ROWS }, () => (column === 0 ? Math.floor(3 * draw()) : draw())),
  );
  const outcome = Uint8Array.from({ length: ROWS }, (_, row) =>
    columns[0]![row]! > 1 !== columns[1]![row]! > 0.5 || draw() < 0.2 ? 1 : 0,
  );
  const options = { depth: 3, rate: 0.3, lambda: 1, leafRows: 2, rowShare: 0.8, ...(signs && { signs }) } as const;
  const booster = createBooster(
    binColumns(columns),
    outcome,
    Int32Array.from({ length: ROWS }, (_, row) => row),
    options,
    drawsFrom(9),
  );
  const trees = Array.from({ length: 12 }, () => booster.step());
  return { columns, outcome, booster, model: { start: booster.start, trees } };
}

/** What a tree says on average where only the columns of the set are known: the definition, node by node. */
function expected(tree: Tree, known: ReadonlySet<number>, valueOf: (column: number) => number, node = 0): number {
  const column = tree.column[node]!;
  if (column < 0) return tree.value[node]!;
  const [left, right] = [2 * node + 1, 2 * node + 2];
  if (known.has(column)) return expected(tree, known, valueOf, valueOf(column) <= tree.threshold[node]! ? left : right);
  return [left, right].reduce((sum, child) => sum + (tree.cover[child]! / tree.cover[node]!) * expected(tree, known, valueOf, child), 0);
}

test('values are those of the definition: every coalition of every column counted out', () => {
  const { columns, model } = grown();
  const { values } = treeShapley(columns, model, ROWS);
  const factorial = (count: number): number => (count < 2 ? 1 : count * factorial(count - 1));
  for (const row of [0, 17, 63]) {
    const valueOf = (column: number) => columns[column]![row]!;
    for (let column = 0; column < WIDTH; column += 1) {
      let sum = 0;
      for (let set = 0; set < 1 << WIDTH; set += 1) {
        if ((set >> column) & 1) continue;
        const known = new Set([...columns.keys()].filter((each) => (set >> each) & 1));
        const weight = (factorial(known.size) * factorial(WIDTH - known.size - 1)) / factorial(WIDTH);
        for (const tree of model.trees)
          sum += weight * (expected(tree, new Set([...known, column]), valueOf) - expected(tree, known, valueOf));
      }
      expect(values[column]![row]).toBeCloseTo(sum, 10);
    }
  }
});

test('base and values add up to the log-odds, and these are what boosting kept', () => {
  const { columns, booster, model } = grown();
  const { base, values } = treeShapley(columns, model, ROWS);
  treesLogOdds(columns, model, ROWS).forEach((logOdds, row) => {
    expect(values.reduce((sum, value) => sum + value[row]!, base)).toBeCloseTo(logOdds, 10);
    expect(booster.logOdds[row]).toBeCloseTo(logOdds, 10);
  });
});

test('a declared sign holds everywhere: raising the column never lowers the log-odds', () => {
  const { columns, model } = grown([1, undefined, undefined, undefined, -1]);
  const at = (column: number, value: number) =>
    treesLogOdds(
      columns.map((each, index) => (index === column ? new Float64Array(ROWS).fill(value) : each)),
      model,
      ROWS,
    );
  const steps = [-1, 0, 0.3, 0.5, 0.9, 1, 1.5, 2, 3];
  for (const [column, sign] of [
    [0, 1],
    [4, -1],
  ] as const) {
    for (let step = 1; step < steps.length; step += 1) {
      const [below, above] = [at(column, steps[step - 1]!), at(column, steps[step]!)];
      above.forEach((value, row) => {
        expect(sign * (value - below[row]!)).toBeGreaterThanOrEqual(-1e-12);
      });
    }
  }
  // Without the sign it would not hold: the outcome falls with the column on half of the rows.
  expect(model.trees.some((tree) => tree.column.includes(0))).toBe(true);
});
