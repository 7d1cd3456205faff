import type { SignalBuilderAnswer, SignalBuilderRequest, SignalSaveAnswer, WrittenSignal } from '../contract/signals';
import type { Figure } from '../contract/signals';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { readPast } from '../profiles/predictions/asked-columns';
import type { Outcome } from '../profiles/predictions/outcomes';
import { ModelReport } from '../profiles/predictions/report';
import { signalKey, writtenBody } from '../profiles/predictions/signals-kept';
import { readSignals, signalRow } from '../profiles/predictions/stored-signals';
import { conditionOf, ruleOf, textOfRule } from '../profiles/predictions/written-rule';
import { describedCatalogue } from './segment-builder';
import { dropSignal, modelVersions, replaceSignals, saveBody } from '../store/predictions';

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

const MOST_WRITTEN = 100;
const NO_LOOKS = {
  table: { rows: 0, columns: [] },
  outcome: new Uint8Array(),
  account: new Int32Array(),
  period: new Int32Array(),
  daysAhead: new Int32Array(),
  remarks: [],
};

/** What a signal can ask about, and what it is begun with. */
export async function signalBuilder(ports: Ports, { outcome, key }: SignalBuilderRequest): Promise<SignalBuilderAnswer> {
  const from = key === null ? undefined : (await readSignals(ports.sql, outcome)).find((signal) => signal.key === key);
  const { catalogue, segments } = await readPast(ports.sql);
  const { events, stages, formerStages } = describedCatalogue(catalogue);
  return {
    asOfDay: dayFromNumber(dayNumberOf(ports.clock())),
    events: events.map((event) => ({ ...event, properties: [] })),
    stages,
    formerStages,
    segments: [...segments.values()]
      .filter(({ kind }) => kind === 'account')
      .map(({ id, name, kind }) => ({ segmentId: Number(id), name, kind })),
    figures: await figuresOf(ports.sql, outcome),
    begin: from === undefined ? null : { words: from.body.words, group: from.body.group, condition: conditionOf(from.body.condition) },
  };
}

/** Those that were known when it was last learned; none before. */
async function figuresOf(port: SqlPort, outcome: Outcome): Promise<Figure[]> {
  const latest = (await modelVersions(port)).find((version) => version.outcome === outcome);
  return latest === undefined ? [] : ModelReport.parse(JSON.parse(latest.report)).figures;
}

/** Keeps a rule as a signal whose evidence is not known yet, or says what is wrong with it. */
export async function saveSignal(port: SqlPort, { outcome, derivedFrom, group, condition }: WrittenSignal): Promise<SignalSaveAnswer> {
  const figures = await figuresOf(port, outcome);
  if (figures.length === 0) return refused('Nothing has been learned from the past yet: what can be asked of it is not known.');
  const written = ruleOf(condition, figures, await readPast(port));
  if (!written.ok) return { problems: [...written.problems] };
  const { rule } = written;
  const known = await readSignals(port, outcome);
  const twin = known.find(({ body }) => textOfRule(body.condition) === textOfRule(rule));
  if (twin !== undefined) return refused(`This is a signal already: ${twin.body.words} (${twin.state}).`);
  if (known.filter(({ body }) => body.origin === 'written').length >= MOST_WRITTEN)
    return refused(`${String(MOST_WRITTEN)} signals are written by hand already: remove one first.`);
  const from = known.find(({ key }) => key === derivedFrom)?.body.words ?? '';
  const body = writtenBody(outcome, { condition: rule, derivedFrom: from, group }, NO_LOOKS, []);
  const key = signalKey(rule);
  await replaceSignals(port, outcome, [signalRow({ key, state: 'proposed', reason: '', day: 0, body })]);
  return { key };
}

const refused = (message: string): SignalSaveAnswer => ({ problems: [{ path: '', message }] });

/** Puts a signal beside others under a name; an empty one takes it out. */
export async function groupSignal(port: SqlPort, outcome: Outcome, key: string, group: string): Promise<void> {
  const signal = (await readSignals(port, outcome)).find((each) => each.key === key);
  if (signal !== undefined) await saveBody(port, outcome, signalRow({ ...signal, body: { ...signal.body, group } }));
}

/** What was found in the past is rejected, not removed: it would come again. */
export async function removeSignal(port: SqlPort, outcome: Outcome, key: string): Promise<void> {
  const signal = (await readSignals(port, outcome)).find((each) => each.key === key);
  if (signal?.body.origin === 'written') await dropSignal(port, outcome, key);
}
