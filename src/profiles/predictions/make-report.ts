import type { AsOf } from '../../prediction/as-of';
import { evaluationOf } from '../../prediction/evaluate';
import type { HeldOut } from '../../prediction/evaluate';
import { meanLoss, logOddsOf, probabilityOf } from '../../prediction/log-odds';
import { contributionsOf } from '../../prediction/model';
import type { Model } from '../../prediction/model';
import { backTest, confusionAt, silenceOf } from '../../prediction/model-report';
import { aucOf, calibrationBins, mean } from '../../prediction/quality';
import type { Recipe } from '../../prediction/choose';
import { positivesIn, takeOutcome } from '../../prediction/table';
import type { Remark } from '../../prediction/table';
import { HORIZON_DAYS } from './outcomes';
import type { Outcome } from './outcomes';
import type { ModelReport } from './report';

const PLURAL: Readonly<Record<Outcome, string>> = { conversion: 'purchases', expansion: 'expansions', churn: 'accounts that left' };
/** Flagged are as many accounts as this many times the outcomes that came: twice as many calls as losses is what people bear. */
const FLAGGED_PER_OUTCOME = 2;
const SPREAD = 100;
const WEIGHT_ROWS = 500;

/** How well the held-out rows were foretold, and what the model looks at. `seen`: the table that it learned from. */
export function makeReport(
  outcome: Outcome,
  { table, outcome: labels, daysAhead, remarks: barred }: AsOf,
  seen: AsOf['table'],
  parts: readonly HeldOut[],
  model: { readonly model: Model; readonly remarks: readonly Remark[] } | { readonly problems: readonly Remark[] },
): ModelReport {
  const evaluation = evaluationOf(parts, labels);
  const rows = Int32Array.from(parts.flatMap((part) => [...part.rows]));
  const came = takeOutcome(labels, rows);
  const probabilities = Float64Array.from(
    parts.flatMap((part) => [...part.logOdds]),
    probabilityOf,
  );
  const threshold = thresholdOf(probabilities, positivesIn(came));
  const all = [...parts.flatMap((part) => part.remarks), ...('model' in model ? model.remarks : model.problems)];
  const rate = positivesIn(came) / Math.max(1, came.length);
  const sorted = probabilities.toSorted();
  return {
    horizonDays: HORIZON_DAYS[outcome],
    rows: evaluation.rows,
    outcomes: evaluation.positives,
    auc: evaluation.auc ?? null,
    aucLow: evaluation.interval?.low ?? null,
    aucHigh: evaluation.interval?.high ?? null,
    logLoss: finite(evaluation.logLoss),
    brier: finite(evaluation.brier),
    calibrationError: finite(evaluation.calibrationError),
    baseLogLoss: rate > 0 && rate < 1 ? meanLoss(new Float64Array(came.length).fill(logOddsOf(rate)), came) : 0,
    lastActivityAuc: lastActivityAuc(outcome, table, labels),
    calibration: calibrationBins(probabilities, came).map(({ rows: count, said, came: share }) => ({ rows: count, said, came: share })),
    threshold,
    confusion: confusionAt(probabilities, came, threshold),
    backTest: backTest(probabilities, came, {
      threshold,
      what: PLURAL[outcome],
      daysAhead: Int32Array.from(rows, (row) => daysAhead[row] ?? 0),
    }),
    // What kept it from learning says it all: nothing was held out then.
    reasons: [...new Set(('problems' in model ? model.problems : silenceOf(evaluation, all)).map(({ sentence }) => sentence))],
    remarks: [...new Set([...barred, ...all].map(({ sentence }) => sentence))],
    recipe: 'model' in model ? recipeWords(model.model.recipe) : '',
    weights: 'model' in model ? weightsOf(model.model, seen) : [],
    ...{ basis: 'all', other: '', signals: [], figures: [] },
    spread: Array.from({ length: Math.min(SPREAD, sorted.length) }, (_, index) =>
      Number((sorted[Math.floor((index * sorted.length) / Math.min(SPREAD, sorted.length))] ?? 0).toFixed(4)),
    ),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function thresholdOf(probabilities: Float64Array, outcomes: number): number {
  const falling = probabilities.toSorted().reverse();
  // Where the outcome is the rule rather than the exception, half of them.
  const flagged = Math.max(outcomes, Math.min(FLAGGED_PER_OUTCOME * outcomes, Math.floor(falling.length / 2)));
  return falling[Math.min(falling.length - 1, Math.max(0, flagged - 1))] ?? 1;
}

/** How well one would do by looking at nothing but whether people come. Where it is not known, an account counts as middling. */
function lastActivityAuc(outcome: Outcome, table: AsOf['table'], labels: Uint8Array): number | null {
  const column = table.columns.find(({ name }) => name.startsWith('Days with use'));
  if (column?.kind !== 'number') return null;
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return null;
  const middle = known[Math.floor(known.length / 2)] ?? 0;
  const sign = outcome === 'churn' ? -1 : 1;
  const auc = aucOf(
    column.values.map((value) => sign * (Number.isNaN(value) ? middle : value)),
    labels,
  );
  return auc?.auc ?? null;
}

function recipeWords(recipe: Recipe): string {
  if (recipe.kind === 'ridge') return `logistic regression with ridge penalty ${String(recipe.lambda)}`;
  return `${String(recipe.rounds)} boosted trees of depth ${String(recipe.depth)}`;
}

/** Each figure's mean share in scores, on some of the rows. */
function weightsOf(model: Model, table: AsOf['table']): ModelReport['weights'] {
  const step = Math.ceil(table.rows / WEIGHT_ROWS);
  const rows = Int32Array.from({ length: Math.ceil(table.rows / step) }, (_, index) => index * step);
  const { base, sources } = contributionsOf(model, table, rows);
  const slope = probabilityOf(base) * (1 - probabilityOf(base));
  return sources
    .map(({ source, values }) => ({ source, points: Number((100 * slope * mean(values.map(Math.abs))).toFixed(2)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
}
