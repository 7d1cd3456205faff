import { encode, fitEncoding } from '../../../src/prediction/encoding';
import { predictLogOdds, trainModel } from '../../../src/prediction/model';
import { aucOf } from '../../../src/prediction/quality';
import { drawsFrom, shuffle } from '../../../src/prediction/random';
import { fitRidge, ridgeLogOdds } from '../../../src/prediction/ridge';
import { rowsWhere, takeOutcome } from '../../../src/prediction/table';
import type { Labelled } from './read-table';

const STRONG_LAMBDA = 100;

/** `difference` is the mean over the draws of our AUC less that of ridge with C = 0.01 on the same rows. */
export type FewOutcomes = { readonly outcomes: number; readonly auc: number; readonly ridgeAuc: number; readonly difference: number };

/** Trains on so many rows with the outcome, and others at the base rate; scores all other rows. */
export function fewOutcomes({ table, outcome }: Labelled, outcomes: number, draws: number, seed: number): FewOutcomes {
  const positives = rowsWhere(table.rows, (row) => outcome[row] === 1);
  const negatives = rowsWhere(table.rows, (row) => outcome[row] === 0);
  const others = Math.round((outcomes * negatives.length) / positives.length);
  if (outcomes >= positives.length || others >= negatives.length) throw new Error(`The table has no ${outcomes} outcomes to draw from.`);
  let [ours, ridges] = [0, 0];
  for (let index = 0; index < draws; index += 1) {
    const draw = drawsFrom(seed + 7919 * outcomes + index);
    const drawn = [...shuffle(positives.slice(), draw).slice(0, outcomes), ...shuffle(negatives.slice(), draw).slice(0, others)];
    const train = Int32Array.from(drawn).sort();
    const isDrawn = new Set(train);
    const test = rowsWhere(table.rows, (row) => !isDrawn.has(row));
    const labels = takeOutcome(outcome, test);
    const trained = trainModel(table, outcome, train, { seed: seed + index });
    if (!trained.ok) throw new Error(trained.problems.map(({ sentence }) => sentence).join(' '));
    ours += (aucOf(predictLogOdds(trained.model, table, test), labels)?.auc ?? 0.5) / draws;
    const encoding = fitEncoding(table, train);
    const fit = fitRidge(encode(table, train, encoding), takeOutcome(outcome, train), { lambda: STRONG_LAMBDA });
    ridges += (aucOf(ridgeLogOdds(encode(table, test, encoding), fit, test.length), labels)?.auc ?? 0.5) / draws;
  }
  return { outcomes, auc: ours, ridgeAuc: ridges, difference: ours - ridges };
}
