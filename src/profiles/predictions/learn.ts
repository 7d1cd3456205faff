import type { LearningBasis } from '../../contract/predictions';
import { dayNumberOf } from '../../platform/days';
import type { ClockPort, LogPort, SqlPort } from '../../platform/ports';
import type { AsOf } from '../../prediction/as-of';
import { refusalsOf, withoutLeaks } from '../../prediction/check-training';
import { holdOut } from '../../prediction/evaluate';
import { trainModel } from '../../prediction/model';
import { drawsFrom, shuffle } from '../../prediction/random';
import { proposeSignals } from '../../prediction/signals';
import { rowsWhere } from '../../prediction/table';
import type { NumberColumn, Table } from '../../prediction/table';
import { dropParts, modelVersions, replaceSignals } from '../../store/predictions';
import { askedColumns, withColumns } from './asked-columns';
import { casesOf } from './cases';
import { keepPart, keptParts } from './held-parts';
import type { HeldPart } from './held-parts';
import { keepVersion } from './keep-version';
import { makeReport } from './make-report';
import { isActionable, SIGNS } from './outcomes';
import type { Outcome } from './outcomes';
import { figuresIn } from './report';
import type { ModelReport } from './report';
import { recut, signalTable } from './signal-table';
import { byMonth, withWeights } from './signal-months';
import { mergeSignals } from './signals-kept';
import { confirmedSignals, readSignals, signalRow } from './stored-signals';
import type { ConfirmedSignal } from './stored-signals';

/** The same past and the same seed give the same model. */
const SEED = 20_011;
const FOLDS = 5;

export type LearnPorts = { readonly sql: SqlPort; readonly clock: ClockPort; readonly log: LogPort };
/** One bounded piece of learning: a fold that is held out, and at last the model with its report. */
export type LearnStep = { readonly outcome: Outcome; readonly today: number; readonly part: number; readonly basis?: LearningBasis };

/** What is learned from: looks at the past, and with signals nothing of them but whether those fire. */
type Lesson = {
  readonly outcome: Outcome;
  readonly today: number;
  readonly cases: AsOf;
  readonly signals: readonly ConfirmedSignal[] | null;
};

/** Does one step and says which comes next; null at the end. Each may run again. */
export async function learn(ports: LearnPorts, step: LearnStep): Promise<LearnStep | null> {
  const { outcome, today, part } = step;
  const cases = await casesOf(ports.sql, outcome, today, 'past');
  const signals = step.basis === 'confirmed' ? await confirmedSignals(ports.sql, outcome) : null;
  const lesson: Lesson = { outcome, today, cases, signals };
  if (signals?.length === 0 || !canBeLearned(cases)) {
    await conclude(ports, lesson, []);
    return null;
  }
  const of = (signals ?? []).map(({ words }) => words);
  if (part < FOLDS) {
    const folds = foldsOf(cases.account);
    const options = { seed: SEED, signs: SIGNS[outcome] };
    const asked = await askedColumns(
      ports.sql,
      cases,
      (signals ?? []).map(({ rule }) => rule),
    );
    await keepPart(ports.sql, outcome, today, {
      ...holdOut(tableWithout(lesson, asked, folds, part), cases.outcome, folds, part, options),
      of,
    });
    return { ...step, part: part + 1 };
  }
  const parts = await keptParts(ports.sql, outcome, today);
  const isSame = parts.length === FOLDS && parts.reduce((sum, each) => sum + each.rows.length, 0) === cases.table.rows;
  // Something that is long past has come meanwhile, or people decided otherwise: what was held out is of another table.
  if (!isSame || parts.some((each) => each.of.join('\n') !== of.join('\n'))) return { ...step, part: 0 };
  await conclude(ports, lesson, parts);
  return null;
}

const canBeLearned = ({ table, outcome }: AsOf): boolean => refusalsOf(table, outcome, Int32Array.from(outcome.keys())).length === 0;

/** What a model may see that is tried on a fold: proposals are as the other folds would have them. */
function tableWithout({ cases, signals }: Lesson, asked: readonly NumberColumn[], folds: Uint16Array, fold: number): Table {
  if (signals === null) return cases.table;
  const { table, outcome } = withColumns(withoutLeaks(cases), asked);
  const rows = rowsWhere(table.rows, (row) => folds[row] !== fold);
  return signalTable(
    signals.map((signal) => (signal.isFound ? { ...signal, rule: recut(signal.rule, table, outcome, rows) } : signal)),
    table,
  );
}

/** Looks at one account are held out together: a model that saw the one would know the other. */
function foldsOf(accounts: Int32Array): Uint16Array {
  const different = shuffle(Int32Array.from(new Set(accounts)).sort(), drawsFrom(SEED));
  const foldOf = new Map([...different].map((account, place) => [account, place % FOLDS]));
  return Uint16Array.from(accounts, (account) => foldOf.get(account) ?? 0);
}

async function conclude(ports: LearnPorts, { outcome, today, cases, signals }: Lesson, parts: readonly HeldPart[]): Promise<void> {
  const known = await readSignals(ports.sql, outcome);
  const rules = [...known.map(({ body }) => body.condition), ...(signals ?? []).map(({ rule }) => rule)];
  const monthly = byMonth(cases);
  const fair = withoutLeaks(monthly);
  // What people ask of the past by hand is nothing that is proposed, nor learned from before it is confirmed.
  const asked = withColumns(fair, await askedColumns(ports.sql, cases, rules));
  const table = signals === null ? cases.table : signalTable(signals, asked.table);
  const trained = trainModel(table, cases.outcome, Int32Array.from(cases.outcome.keys()), { seed: SEED, signs: SIGNS[outcome] });
  const made = makeReport(outcome, cases, table, parts, trained);
  const report: ModelReport = { ...made, ...(signals === null ? {} : ofSignals(made, signals)), figures: figuresIn(fair.table) };
  const actionable = new Set(cases.table.columns.map(({ name }) => name).filter(isActionable));
  const found = canBeLearned(cases) ? proposeSignals(monthly, { seed: SEED, actionable }) : [];
  const kept = withWeights(mergeSignals(outcome, known, found, asked, today), asked);
  const gone = known.map(({ key }) => key).filter((key) => kept.every((each) => each.key !== key));
  await replaceSignals(ports.sql, outcome, kept.map(signalRow), gone);
  const live = await keepVersion(ports, outcome, today, report, trained.ok ? trained.model : null);
  await dropParts(ports.sql, outcome);
  ports.log('info', 'learned', { outcome, rows: report.rows, outcomes: report.outcomes, live, signals: kept.length });
}

/** What is to be said besides where nothing but confirmed signals was learned from. */
function ofSignals({ reasons, remarks }: ModelReport, signals: readonly ConfirmedSignal[]): Partial<ModelReport> {
  const none = 'No signal is confirmed, and nothing else is to be learned from.';
  return {
    basis: 'confirmed',
    signals: signals.map(({ words, rule }) => ({ words, rule })),
    reasons: signals.length === 0 ? [none] : reasons,
    remarks: [...remarks, 'Which signals to confirm was decided with these very accounts in view: on new ones it may do a little worse.'],
  };
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
