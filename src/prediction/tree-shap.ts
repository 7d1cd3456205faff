import type { Tree, Trees } from './tree';

/** One leaf: what it adds, and for each column asked on the way which values lead to it and the share of rows that pass by themselves. */
type Path = { readonly value: number; readonly steps: readonly Step[] };
type Step = { readonly column: number; readonly from: number; readonly to: number; readonly share: number };

/**
 * Exact Shapley values of boosted trees, by column, in log-odds: `base` + Σ of a row's values = its log-odds. What an absent column would
 * have said is taken from the shares of training rows below each question. A tree asks at most three columns on a way, so each
 * leaf's game has at most eight coalitions, and they are counted out.
 */
export function treeShapley(columns: readonly Float64Array[], { start, trees }: Trees, rows: number) {
  const values = columns.map(() => new Float64Array(rows));
  let base = start;
  for (const tree of trees) {
    for (const { value, steps } of pathsOf(tree)) {
      base += value * steps.reduce((share, step) => share * step.share, 1);
      if (value === 0 || steps.length === 0) continue;
      // By which of its steps a row passes: a table of what each column earns.
      const earned = Array.from({ length: 1 << steps.length }, (_, passed) => earnings(steps, passed));
      for (let row = 0; row < rows; row += 1) {
        let passed = 0;
        steps.forEach(({ column, from, to }, index) => {
          const at = columns[column]?.[row] ?? 0;
          if (at > from && at <= to) passed |= 1 << index;
        });
        const shares = earned[passed];
        steps.forEach(({ column }, index) => {
          const sum = values[column];
          if (sum !== undefined) sum[row] = (sum[row] ?? 0) + value * (shares?.[index] ?? 0);
        });
      }
    }
  }
  return { base, values };
}

/** The Shapley value of each step in the product game where a present step counts 1 or 0 and an absent one its share. */
function earnings(steps: readonly Step[], passed: number): number[] {
  const players = steps.length;
  const worth = Array.from({ length: 1 << players }, (_, coalition) =>
    steps.reduce((product, { share }, index) => product * ((coalition >> index) & 1 ? (passed >> index) & 1 : share), 1),
  );
  return steps.map((_, player) => {
    let sum = 0;
    for (let coalition = 0; coalition < worth.length; coalition += 1) {
      if ((coalition >> player) & 1) continue;
      const size = bits(coalition);
      const weight = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      sum += weight * ((worth[coalition | (1 << player)] ?? 0) - (worth[coalition] ?? 0));
    }
    return sum;
  });
}

function pathsOf(tree: Tree): Path[] {
  const paths: Path[] = [];
  const walk = (node: number, steps: readonly Step[]): void => {
    const column = tree.column[node] ?? -1;
    if (column < 0) {
      paths.push({ value: tree.value[node] ?? 0, steps });
      return;
    }
    const threshold = tree.threshold[node] ?? 0;
    const cover = tree.cover[node] ?? 0;
    for (const [child, from, to] of [
      [2 * node + 1, -Infinity, threshold],
      [2 * node + 2, threshold, Infinity],
    ] as const) {
      const share = cover > 0 ? (tree.cover[child] ?? 0) / cover : 0.5;
      walk(child, narrowed(steps, { column, from, to, share }));
    }
  };
  walk(0, []);
  return paths;
}

/** A column that is asked twice is one player: both answers must hold, both shares count. */
function narrowed(steps: readonly Step[], step: Step): Step[] {
  const known = steps.find(({ column }) => column === step.column);
  if (known === undefined) return [...steps, step];
  const both = { ...step, from: Math.max(known.from, step.from), to: Math.min(known.to, step.to), share: known.share * step.share };
  return steps.map((each) => (each === known ? both : each));
}

const bits = (set: number): number => (set & 1) + ((set >> 1) & 1) + ((set >> 2) & 1);
const factorial = (count: number): number => (count < 2 ? 1 : count === 2 ? 2 : 6);
