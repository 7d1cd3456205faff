import type { Evaluation } from './evaluate';
import type { Remark } from './table';

/** Why a model says nothing yet; empty where its scores may be shown. */
export type Silence = 'few outcomes' | 'not proven' | 'tells nearly all';

const OUTCOMES = 5;

/** Scores are shown once the lower end of the AUC on rows left out is above one half. Each reason says what is missing. */
export function silenceOf(evaluation: Evaluation, remarks: readonly Remark[] = []): Remark<Silence>[] {
  const { auc, interval, positives, rows } = evaluation;
  const smaller = Math.min(positives, rows - positives);
  const reasons: Remark<Silence>[] = remarks.flatMap(({ code, sentence }) => (code === 'tells nearly all' ? [{ code, sentence }] : []));
  if (smaller < OUTCOMES)
    reasons.push({
      code: 'few outcomes',
      sentence: `There are ${smaller} outcomes to learn from; ${OUTCOMES} are needed, ${OUTCOMES - smaller} more.`,
    });
  else if (auc === undefined || interval === undefined || interval.low <= 0.5) {
    const figure =
      auc === undefined || interval === undefined ? 'cannot be measured' : `is ${auc.toFixed(2)}, and may be ${interval.low.toFixed(2)}`;
    reasons.push({
      code: 'not proven',
      sentence: `On accounts left out the order of scores ${figure}: no better than chance (0.50) can be ruled out with ${smaller} outcomes. More outcomes will tell.`,
    });
  }
  return reasons;
}

/** What would have happened at a threshold: flagged rows, with and without the outcome. */
export type Confusion = { readonly hits: number; readonly falseAlarms: number; readonly missed: number; readonly quiet: number };

export function confusionAt(probabilities: Float64Array, outcome: Uint8Array, threshold: number): Confusion {
  let [hits, falseAlarms, missed, quiet] = [0, 0, 0, 0];
  probabilities.forEach((probability, row) => {
    const came = outcome[row] === 1;
    const isFlagged = probability >= threshold;
    if (isFlagged && came) hits += 1;
    else if (isFlagged) falseAlarms += 1;
    else if (came) missed += 1;
    else quiet += 1;
  });
  return { hits, falseAlarms, missed, quiet };
}

/** “Would have flagged 7 of 9 churns, 34 days ahead on average, with 12 false alarms.” `daysAhead` of each row; `what` in the plural. */
export function backTest(
  probabilities: Float64Array,
  outcome: Uint8Array,
  options: { threshold: number; what: string; daysAhead?: Int32Array },
): string {
  const { hits, falseAlarms, missed } = confusionAt(probabilities, outcome, options.threshold);
  const flagged = [...(options.daysAhead ?? [])].filter((_, row) => outcome[row] === 1 && (probabilities[row] ?? 0) >= options.threshold);
  const days =
    flagged.length === 0 ? '' : `, ${Math.round(flagged.reduce((sum, each) => sum + each, 0) / flagged.length)} days ahead on average`;
  return `Would have flagged ${hits} of ${hits + missed} ${options.what}${days}, with ${falseAlarms} false ${falseAlarms === 1 ? 'alarm' : 'alarms'}.`;
}

/** Population stability index of scores then and now, over ten bins of then: below 0.1 the same, above 0.25 another population. */
export function driftOf(before: Float64Array, now: Float64Array): number {
  if (before.length === 0 || now.length === 0) return 0;
  const sorted = before.toSorted();
  const cuts = [...new Set(Array.from({ length: 9 }, (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / 10)] ?? 0))];
  const shares = (values: Float64Array): number[] => {
    const counts = new Array<number>(cuts.length + 1).fill(0.5);
    for (const value of values) {
      const bin = cuts.filter((cut) => value >= cut).length;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts.map((count) => count / (values.length + 0.5 * counts.length));
  };
  const [then, today] = [shares(before), shares(now)];
  return then.reduce((sum, share, bin) => sum + ((today[bin] ?? 0) - share) * Math.log((today[bin] ?? 0) / share), 0);
}

/** Whether a new version may replace the live one: on the same rows left out, its log-loss is not higher. The first one may. */
export function mayGoLive(next: Pick<Evaluation, 'logLoss'>, live: Pick<Evaluation, 'logLoss'> | undefined): boolean {
  return live === undefined || next.logLoss <= live.logLoss;
}
