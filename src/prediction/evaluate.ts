import type { Recipe } from './choose';
import { logOddsOf, meanLoss, probabilityOf } from './log-odds';
import { predictLogOdds, trainModel, type TrainOptions } from './model';
import { type Auc, aucInterval, aucOf, brierScore, calibrationError, type Interval } from './quality';
import { positivesIn, type Remark, rowsWhere, type Table, takeOutcome } from './table';

/** Rows of one fold and what a model that never saw them says. */
export type HeldOut = {
  readonly fold: number;
  readonly rows: Int32Array;
  readonly logOdds: Float64Array;
  /** Missing where the rest could not be learned from: then every row gets the base rate. */
  readonly recipe: Recipe | undefined;
  readonly remarks: readonly Remark[];
};

export type Evaluation = {
  /** Mean over the folds that have both classes; missing where none has. */
  readonly auc: number | undefined;
  readonly interval: Interval | undefined;
  readonly logLoss: number;
  readonly brier: number;
  readonly calibrationError: number;
  readonly rows: number;
  readonly positives: number;
};

/**
 * Trains on every row outside of a fold, the choice of the kind and of its strength included, and predicts the fold. One fold at a time, so
 * that long work can be cut between them.
 */
export function holdOut(table: Table, outcome: Uint8Array, folds: ArrayLike<number>, fold: number, options: TrainOptions): HeldOut {
  const train = rowsWhere(table.rows, (row) => folds[row] !== fold);
  const rows = rowsWhere(table.rows, (row) => folds[row] === fold);
  const trained = trainModel(table, outcome, train, options);
  if (trained.ok) {
    const { model, remarks } = trained;
    return { fold, rows, logOdds: predictLogOdds(model, table, rows), recipe: model.recipe, remarks };
  }
  const rate = (positivesIn(takeOutcome(outcome, train)) + 0.5) / (train.length + 1);
  return { fold, rows, logOdds: new Float64Array(rows.length).fill(logOddsOf(rate)), recipe: undefined, remarks: trained.problems };
}

/** What a model must beat: the base rate for everyone, and one column alone, such as the days since the last activity. */
export type Baseline = 'base rate' | { readonly column: string };

/** The same folds with nothing but a baseline. Where the column is not there, or tells nothing, the base rate is said. */
export function holdOutBaseline(table: Table, outcome: Uint8Array, folds: ArrayLike<number>, fold: number, baseline: Baseline): HeldOut {
  const columns = baseline === 'base rate' ? [] : table.columns.filter(({ name }) => name === baseline.column);
  return holdOut({ ...table, columns }, outcome, folds, fold, {
    seed: 1,
    recipe: { kind: 'ridge', lambda: 1 },
    sure: new Set(columns.map(({ name }) => name)),
  });
}

/** Figures over all folds. The interval is of the mean AUC: the folds' own variances (DeLong) add up. */
export function evaluationOf(parts: readonly HeldOut[], outcome: Uint8Array): Evaluation {
  const aucs: Auc[] = [];
  for (const { rows, logOdds } of parts) {
    const auc = aucOf(logOdds, takeOutcome(outcome, rows));
    if (auc !== undefined) aucs.push(auc);
  }
  const labels = takeOutcome(outcome, Int32Array.from(parts.flatMap(({ rows }) => [...rows])));
  const logOdds = Float64Array.from(parts.flatMap((part) => [...part.logOdds]));
  const probabilities = logOdds.map(probabilityOf);
  const positives = positivesIn(labels);
  const count = aucs.length;
  const auc = count === 0 ? undefined : aucs.reduce((sum, each) => sum + each.auc, 0) / count;
  const variance = aucs.reduce((sum, each) => sum + each.variance, 0) / count ** 2;
  return {
    auc,
    interval: auc === undefined ? undefined : aucInterval({ auc, variance }, Math.min(positives, labels.length - positives)),
    logLoss: meanLoss(logOdds, labels),
    brier: brierScore(probabilities, labels),
    calibrationError: calibrationError(probabilities, labels),
    rows: labels.length,
    positives,
  };
}
