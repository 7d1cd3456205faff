// How well outcomes of a table are predicted on rows left out, and how long it takes, against packages from npm on the same folds.
// Options: --csv FILE --target COLUMN --positive VALUE (without: a generated table, --shape, --rows), --folds modN (the fold of a row is
// its number mod N; mod5), --baseline COLUMN (what it alone would say, beside the base rate), --few (5, 10, 20 and 50 outcomes only), --no-peers, --seed N.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { refusalsOf } from '../../src/prediction/check-training';
import { encode, fitEncoding } from '../../src/prediction/encoding';
import { type Baseline, evaluationOf, type HeldOut, holdOut, holdOutBaseline } from '../../src/prediction/evaluate';
import type { TrainOptions } from '../../src/prediction/model';
import { aucOf } from '../../src/prediction/quality';
import { drawsFrom, shuffle } from '../../src/prediction/random';
import { rowsWhere, takeOutcome } from '../../src/prediction/table';
import { fewOutcomes } from './prediction/few-outcomes';
import { generatedTable, SHAPES } from './prediction/generated';
import { openPeers, type Peer } from './prediction/peers';
import { type Labelled, readTable, textOf } from './prediction/read-table';

const RATIO_GOAL = 3;
const WORSE_AT_MOST = 0.002;
const FEW = { outcomes: [5, 10, 20, 50], draws: 30, worseAtMost: 0.005 } as const;
/** Cells beyond which a peer would take hours. */
const PEER_CELLS = 600_000;

type Options = {
  readonly seed: number;
  readonly folds: number;
  readonly few: boolean;
  readonly peers: boolean;
  readonly baselines: readonly Baseline[];
};
type Line = Record<string, unknown> & { readonly pass: boolean };

function bench(): void {
  const { values } = parseArgs({
    options: {
      csv: { type: 'string' },
      target: { type: 'string' },
      positive: { type: 'string' },
      folds: { type: 'string', default: 'mod5' },
      shape: { type: 'string', default: 'linear' },
      rows: { type: 'string', default: '4000' },
      seed: { type: 'string', default: '1' },
      baseline: { type: 'string' },
      few: { type: 'boolean', default: false },
      'no-peers': { type: 'boolean', default: false },
    },
  });
  const folds = Number(/^mod(\d+)$/.exec(values.folds)?.[1]);
  if (!(folds >= 2)) throw new Error('--folds is modN with N of 2 or more, such as mod5.');
  const labelled = tableOf(values);
  const baselines: Baseline[] = ['base rate', ...(values.baseline === undefined ? [] : [{ column: values.baseline.trim() }])];
  const options = { seed: Number(values.seed), folds, few: values.few, peers: !values['no-peers'], baselines };
  const { table, outcome, rowsLeftOut } = labelled;
  if (rowsLeftOut > 0) console.log(`${rowsLeftOut} rows are left out: their target is missing.`);
  const refused = refusalsOf(table, outcome, Int32Array.from(outcome.keys()));
  if (refused.length > 0) finish(refusal(refused.map(({ sentence }) => sentence)));
  else finish(options.few ? measureFew(labelled, options) : measure(labelled, options));
}

/** No figures, and in words why. */
function refusal(sentences: readonly string[]): Line {
  for (const sentence of sentences) console.log(sentence);
  const none = { auc: null, auc_ci: null, logloss: null, brier: null, ece: null, seconds: 0, chosen: null, folds: [] };
  return { agree: true, ratio: 0, pass: false, ...none, refused: sentences };
}

function tableOf(values: {
  csv?: string | undefined;
  target?: string | undefined;
  positive?: string | undefined;
  shape: string;
  rows: string;
}): Labelled {
  if (values.csv === undefined) {
    const shape = SHAPES.find((each) => each === values.shape);
    if (shape === undefined) throw new Error(`--shape is one of ${SHAPES.join(', ')}.`);
    return generatedTable(shape, Number(values.rows));
  }
  if (values.target === undefined || values.positive === undefined) throw new Error('--csv needs --target COLUMN and --positive VALUE.');
  return readTable(textOf(readFileSync(values.csv)), values.target, values.positive);
}

function finish(line: Line): void {
  console.log(JSON.stringify({ bench: 'prediction', ...line }));
  process.exitCode = line.pass ? 0 : 1;
}

function measureFew(labelled: Labelled, { seed }: Options): Line {
  const [took, results] = timed(() =>
    FEW.outcomes.map((outcomes) => {
      const result = fewOutcomes(labelled, outcomes, FEW.draws, seed);
      const { auc, ridgeAuc, difference } = result;
      console.log(`${outcomes} outcomes: AUC ${shown(auc)}, ridge with C = 0.01 ${shown(ridgeAuc)}, difference ${shown(difference)}`);
      return result;
    }),
  );
  const worst = Math.min(...results.map(({ difference }) => difference));
  const few = results.map((each) => ({ outcomes: each.outcomes, auc: rounded(each.auc), difference: rounded(each.difference) }));
  return { agree: true, ratio: rounded(1 + worst), pass: worst >= -FEW.worseAtMost, seconds: rounded(took), draws: FEW.draws, few };
}

function measure(labelled: Labelled, { seed, folds, peers, baselines }: Options): Line {
  const { table, outcome } = labelled;
  console.log(`${table.rows} rows, ${table.columns.length} columns, ${outcome.reduce((sum, label) => sum + label, 0)} with the outcome`);
  const fold = Int32Array.from(outcome.keys(), (row) => row % folds);
  const run = (options: TrainOptions) =>
    timed(() => Array.from({ length: folds }, (_, index) => holdOut(table, outcome, fold, index, options)));
  const [ridgeSeconds, ridgeParts] = run({ seed, recipe: { kind: 'ridge', lambda: 1 } });
  const ridge = evaluationOf(ridgeParts, outcome);
  console.log(`Ridge alone, C = 1: AUC ${shown(ridge.auc)}, log-loss ${shown(ridge.logLoss)}, ${shown(ridgeSeconds)} s`);
  const [seconds, parts] = run({ seed });
  const whole = evaluationOf(parts, outcome);
  const perFold = parts.map((part) => foldLine(part, outcome));
  for (const line of perFold) console.log(`Fold ${line.fold}: ${line.chosen}, AUC ${shown(line.auc)} on ${line.rows} rows`);
  const remarks = [...new Set(parts.flatMap((part) => part.remarks.map(({ sentence }) => sentence)))];
  if (whole.auc === undefined) remarks.push(`No fold has rows of both classes, so that none can be put in order: take other --folds.`);
  if (parts.every(({ recipe }) => recipe === undefined)) return refusal(remarks.slice(0, 1));
  for (const remark of remarks) console.log(remark);
  const simple = baselines.map((baseline) => {
    const held = Array.from({ length: folds }, (_, index) => holdOutBaseline(table, outcome, fold, index, baseline));
    const { auc, logLoss, brier } = evaluationOf(held, outcome);
    const name = typeof baseline === 'string' ? baseline : baseline.column;
    console.log(`Baseline, ${name}: AUC ${shown(auc)}, log-loss ${shown(logLoss)}`);
    return { name, auc: rounded(auc), logloss: rounded(logLoss), brier: rounded(brier) };
  });
  const measured = peers ? measurePeers(labelled, fold, folds) : [];
  const tuned = measured[0];
  const ratio = tuned?.seconds === undefined ? 1 : tuned.seconds / ridgeSeconds;
  const best = Math.max(0, ...measured.map(({ auc }) => auc ?? 0));
  const isAsGood = (whole.auc ?? 0) >= best - WORSE_AT_MOST;
  return {
    agree: true,
    ratio: rounded(ratio),
    pass: whole.auc !== undefined && (tuned?.seconds === undefined || (ratio >= RATIO_GOAL && isAsGood)),
    auc: rounded(whole.auc),
    auc_ci: whole.interval === undefined ? null : [rounded(whole.interval.low), rounded(whole.interval.high)],
    logloss: rounded(whole.logLoss),
    brier: rounded(whole.brier),
    ece: rounded(whole.calibrationError),
    seconds: rounded(seconds),
    chosen: mostFrequent(perFold.map(({ kind }) => kind)),
    folds: perFold.map((line) => ({ ...line, auc: rounded(line.auc) })),
    rows: whole.rows,
    positives: whole.positives,
    ridge: { auc: rounded(ridge.auc), logloss: rounded(ridge.logLoss), seconds: rounded(ridgeSeconds) },
    baselines: simple,
    peers: measured.map((peer) => ({ ...peer, auc: rounded(peer.auc), seconds: rounded(peer.seconds) })),
    remarks,
  };
}

function foldLine({ fold, rows, logOdds, recipe }: HeldOut, outcome: Uint8Array) {
  const chosen =
    recipe === undefined
      ? 'base rate'
      : recipe.kind === 'ridge'
        ? `ridge, lambda ${recipe.lambda}`
        : `trees, depth ${recipe.depth}, ${recipe.rounds} rounds`;
  return { fold, rows: rows.length, auc: aucOf(logOdds, takeOutcome(outcome, rows))?.auc, kind: recipe?.kind ?? 'base rate', chosen };
}

type Measured = { readonly name: string; readonly auc?: number | undefined; readonly seconds?: number; readonly skipped?: string };

/** The same folds and the same encoding; scaled only for those that ask for it. The tuned regression first. */
function measurePeers({ table, outcome }: Labelled, fold: Int32Array, folds: number): Measured[] {
  const { tuned, readme, forest } = openPeers();
  return [tuned, readme, forest].map((peer) => {
    const cells = table.rows * fitEncoding(table, Int32Array.from(outcome.keys())).features.length;
    if (cells > PEER_CELLS) return { name: peer.name, skipped: `${cells} cells would take it too long` };
    const [seconds, parts] = timed(() => Array.from({ length: folds }, (_, index) => peerFold(peer, { table, outcome }, fold, index)));
    const scored = parts.filter((part) => part !== undefined);
    const auc = evaluationOf(scored, outcome).auc;
    console.log(`${peer.name}: AUC ${shown(auc)}, ${shown(seconds)} s`);
    return { name: peer.name, auc, seconds };
  });
}

function peerFold(
  peer: Peer,
  { table, outcome }: Pick<Labelled, 'table' | 'outcome'>,
  fold: Int32Array,
  index: number,
): HeldOut | undefined {
  const others = rowsWhere(table.rows, (row) => fold[row] !== index);
  const train = others.length > peer.rows ? shuffle(others, drawsFrom(index)).slice(0, peer.rows) : others;
  const rows = rowsWhere(table.rows, (row) => fold[row] === index);
  const encoding = fitEncoding(table, train);
  const matrix = (of: Int32Array): number[][] => {
    const columns = encode(table, of, encoding);
    const raw = (column: number, value: number): number => {
      const feature = encoding.features[column];
      return peer.scale || feature === undefined ? value : value * feature.deviation + feature.mean;
    };
    return Array.from(of, (_, row) => columns.map((values, column) => raw(column, values[row] ?? 0)));
  };
  const labels = takeOutcome(outcome, train);
  if (encoding.features.length === 0 || new Set(labels).size < 2) return undefined;
  return {
    fold: index,
    rows,
    logOdds: Float64Array.from(peer.score(matrix(train), [...labels], matrix(rows))),
    recipe: undefined,
    remarks: [],
  };
}

function timed<T>(work: () => T): [seconds: number, result: T] {
  const start = performance.now();
  const result = work();
  return [(performance.now() - start) / 1000, result];
}

function mostFrequent(values: readonly string[]): string {
  const times = (value: string): number => values.filter((each) => each === value).length;
  return values.toSorted((a, b) => times(b) - times(a))[0] ?? '';
}

const shown = (value: number | undefined): string => (value === undefined ? 'none' : value.toFixed(4));
const rounded = (value: number | undefined): number | null => (value === undefined ? null : Number(value.toFixed(4)));

try {
  bench();
} catch (error) {
  finish(refusal([error instanceof Error ? error.message : String(error)]));
}
