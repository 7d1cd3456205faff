import { rivalPackages } from '../rivals/rival-package';

const PACKAGES = { 'ml-logistic-regression': '2.0.0', 'ml-random-forest': '2.1.0', 'ml-matrix': '6.15.1' } as const;

/** What is used of the packages. */
type Matrix = { readonly rows: number };
type MatrixPackage = {
  readonly Matrix: { new (rows: readonly (readonly number[])[]): Matrix; columnVector: (values: readonly number[]) => Matrix };
};
type Logistic = {
  train: (x: Matrix, y: Matrix) => void;
  readonly classifiers: readonly { testScores: (x: Matrix) => readonly number[] }[];
};
type Forest = { train: (x: readonly number[][], y: readonly number[]) => void; predict: (x: readonly number[][]) => readonly number[] };

/** Its time grows with the square of the rows: with all of a table's it would take most of an hour. */
const FOREST_ROWS = 1000;

type Rows = readonly number[][];
/** Learns 0 and 1 from rows and scores other rows. */
export type Peer = {
  readonly name: string;
  readonly scale: boolean;
  /** Rows that it learns from at most. */
  readonly rows: number;
  readonly score: (x: Rows, y: readonly number[], test: Rows) => number[];
};

export function openPeers(): { readonly tuned: Peer; readonly readme: Peer; readonly forest: Peer } {
  const load = rivalPackages('prediction', PACKAGES);
  const { Matrix } = load('ml-matrix') as MatrixPackage;
  const LogisticRegression = load('ml-logistic-regression') as new (options: { numSteps: number; learningRate: number }) => Logistic;
  const { RandomForestRegression } = load('ml-random-forest') as { RandomForestRegression: new (options: object) => Forest };
  const logistic =
    (numSteps: number, learningRate: number, intercept: boolean): Peer['score'] =>
    (x, y, test) => {
      const rows = (from: Rows) => new Matrix(intercept ? from.map((row) => [1, ...row]) : from);
      const fit = new LogisticRegression({ numSteps, learningRate });
      fit.train(rows(x), Matrix.columnVector(y));
      // One classifier for each class, each of the chance that a row is not of its class: the first's is that of the outcome.
      return [...(fit.classifiers[0]?.testScores(rows(test)) ?? [])];
    };
  return {
    tuned: { name: 'ml-logistic-regression, tuned', scale: true, rows: Infinity, score: logistic(300, 3e-4, true) },
    readme: { name: 'ml-logistic-regression, as in its README', scale: false, rows: Infinity, score: logistic(1000, 5e-3, false) },
    forest: {
      name: `ml-random-forest on ${FOREST_ROWS} rows`,
      scale: false,
      rows: FOREST_ROWS,
      score: (x, y, test) => {
        const forest = new RandomForestRegression({ seed: 3, maxFeatures: 0.8, replacement: true, nEstimators: 25 });
        forest.train(x, y);
        return [...forest.predict(test)];
      },
    },
  };
}
