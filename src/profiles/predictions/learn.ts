import { z } from 'zod';
import { SignalState } from '../../contract/predictions';
import { dayNumberOf } from '../../platform/days';
import type { ClockPort, LogPort, SqlPort } from '../../platform/ports';
import type { AsOf } from '../../prediction/as-of';
import { refusalsOf } from '../../prediction/check-training';
import { holdOut } from '../../prediction/evaluate';
import type { HeldOut } from '../../prediction/evaluate';
import { trainModel } from '../../prediction/model';
import { mayGoLive } from '../../prediction/model-report';
import { drawsFrom, shuffle } from '../../prediction/random';
import { proposeSignals } from '../../prediction/signals';
import { dropParts, modelVersions, partsOf, replaceSignals, saveModel, savePart, storedSignals } from '../../store/predictions';
import { casesOf } from './cases';
import { makeReport } from './make-report';
import { isActionable, SIGNS } from './outcomes';
import type { Outcome } from './outcomes';
import { ModelReport } from './report';
import { mergeSignals, SignalBody } from './signals-kept';
import type { KeptSignal } from './signals-kept';

/** The same past and the same seed give the same model. */
const SEED = 20_011;
const FOLDS = 5;

export type LearnPorts = { readonly sql: SqlPort; readonly clock: ClockPort; readonly log: LogPort };
/** One bounded piece of learning: a fold that is held out, and at last the model with its report. */
export type LearnStep = { readonly outcome: Outcome; readonly today: number; readonly part: number };

/** Does one step and says which comes next; null at the end. Each may run again. */
export async function learn(ports: LearnPorts, { outcome, today, part }: LearnStep): Promise<LearnStep | null> {
  const cases = await casesOf(ports.sql, outcome, today, 'past');
  const rows = Int32Array.from(cases.outcome.keys());
  if (refusalsOf(cases.table, cases.outcome, rows).length > 0) {
    await conclude(ports, outcome, today, cases, []);
    return null;
  }
  if (part < FOLDS) {
    const options = { seed: SEED, signs: SIGNS[outcome] };
    const held = holdOut(cases.table, cases.outcome, foldsOf(cases.account), part, options);
    await savePart(ports.sql, outcome, part, today, JSON.stringify({ ...held, rows: [...held.rows], logOdds: [...held.logOdds] }));
    return { outcome, today, part: part + 1 };
  }
  const parts = (await partsOf(ports.sql, outcome, today)).map(({ body }) => readPart(body));
  const isSame = parts.length === FOLDS && parts.reduce((sum, each) => sum + each.rows.length, 0) === cases.table.rows;
  // Something that is long past has come meanwhile: what was held out is of another table.
  if (!isSame) return { outcome, today, part: 0 };
  await conclude(ports, outcome, today, cases, parts);
  return null;
}

/** Looks at one account are held out together: a model that saw the one would know the other. */
function foldsOf(accounts: Int32Array): Uint16Array {
  const different = shuffle(Int32Array.from(new Set(accounts)).sort(), drawsFrom(SEED));
  const foldOf = new Map([...different].map((account, place) => [account, place % FOLDS]));
  return Uint16Array.from(accounts, (account) => foldOf.get(account) ?? 0);
}

const Remarks = z.array(z.object({ code: z.string(), sentence: z.string() }));
const Recipe = z.union([
  z.object({ kind: z.literal('ridge'), lambda: z.number() }),
  z.object({ kind: z.literal('trees'), depth: z.union([z.literal(1), z.literal(2), z.literal(3)]), rounds: z.number() }),
]);
const Part = z.object({
  fold: z.number(),
  rows: z.array(z.number()),
  logOdds: z.array(z.number()),
  recipe: Recipe.optional(),
  remarks: Remarks,
});

function readPart(body: string): HeldOut {
  const { fold, rows, logOdds, recipe, remarks } = Part.parse(JSON.parse(body));
  return { fold, rows: Int32Array.from(rows), logOdds: Float64Array.from(logOdds), recipe, remarks };
}

async function conclude(ports: LearnPorts, outcome: Outcome, today: number, cases: AsOf, parts: readonly HeldOut[]): Promise<void> {
  const rows = Int32Array.from(cases.outcome.keys());
  const trained = trainModel(cases.table, cases.outcome, rows, { seed: SEED, signs: SIGNS[outcome] });
  const report = makeReport(outcome, cases, parts, trained);
  const live = (await modelVersions(ports.sql)).find((each) => each.outcome === outcome && each.live === 1);
  const known = live === undefined || live.as_of_day === today ? undefined : ModelReport.parse(JSON.parse(live.report));
  // Of different rows: against what one would lose on each by always saying the base rate.
  const skill = ({ logLoss, baseLogLoss }: ModelReport) => ({ logLoss: (logLoss ?? Infinity) / Math.max(1e-9, baseLogLoss) });
  const isLive = trained.ok && report.reasons.length === 0 && mayGoLive(skill(report), known === undefined ? undefined : skill(known));
  const actionable = new Set(cases.table.columns.map(({ name }) => name).filter(isActionable));
  const found = trained.ok ? proposeSignals(cases, { seed: SEED, actionable }) : [];
  const kept = mergeSignals(outcome, await readSignals(ports.sql, outcome), found, cases);
  await replaceSignals(
    ports.sql,
    outcome,
    today,
    kept.map((each) => ({ ...each, body: JSON.stringify(each.body) })),
  );
  await saveModel(ports.sql, outcome, {
    asOfDay: today,
    live: isLive,
    trainedAt: new Date(ports.clock()).toISOString(),
    report: JSON.stringify(report),
    model: trained.ok ? JSON.stringify(trained.model) : null,
  });
  await dropParts(ports.sql, outcome);
  ports.log('info', 'learned', { outcome, rows: report.rows, outcomes: report.outcomes, live: isLive, signals: kept.length });
}

export async function readSignals(port: SqlPort, outcome: Outcome): Promise<KeptSignal[]> {
  return (await storedSignals(port, outcome)).map(({ signal_key, state, reason, body }) => ({
    key: signal_key,
    state: SignalState.parse(state),
    reason,
    body: SignalBody.parse(JSON.parse(body)),
  }));
}

/** Days after which it is learned anew. */
const LEARN_EVERY_DAYS = 7;

/** The outcomes that are to be learned now: those never learned, and those learned a week ago. */
export async function dueToLearn(port: SqlPort, now: number): Promise<Outcome[]> {
  const today = dayNumberOf(now);
  const versions = await modelVersions(port);
  return (['churn', 'expansion', 'conversion'] as const).filter((outcome) => {
    const latest = versions.find((each) => each.outcome === outcome);
    return latest === undefined || latest.as_of_day <= today - LEARN_EVERY_DAYS;
  });
}
