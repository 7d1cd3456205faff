import { withoutLeaks } from '../../prediction/check-training';
import { firingOf } from '../../prediction/condition';
import type { SqlPort } from '../../platform/ports';
import { modelVersions, saveBody, setFires } from '../../store/predictions';
import { askedColumns, withColumns } from './asked-columns';
import { casesOf } from './cases';
import type { Outcome } from './outcomes';
import { byMonth, withWeights } from './signal-months';
import { judged } from './signals-kept';
import { readSignals, signalRow } from './stored-signals';

/**
 * Gives its evidence to each signal that has none yet, from the looks that were last learned from, so that it stands beside what was proposed
 * then; and says for whom it fires today. Running again changes nothing.
 */
export async function judgeWritten(port: SqlPort, outcome: Outcome, today: number): Promise<void> {
  const signals = await readSignals(port, outcome);
  const waiting = signals.filter(({ day }) => day === 0);
  if (waiting.length === 0) return;
  const learned = (await modelVersions(port)).find((version) => version.outcome === outcome)?.as_of_day ?? today;
  const rules = signals.map(({ body }) => body.condition);
  const looks = await casesOf(port, outcome, learned, 'past');
  const past = byMonth(withColumns(withoutLeaks(looks), await askedColumns(port, looks, rules)));
  const now = await casesOf(port, outcome, today, 'today');
  const { table } = withColumns(now, await askedColumns(port, now, rules));
  const all = signals.map((signal) => (waiting.includes(signal) ? judged(outcome, signal, past, rules, learned) : signal));
  for (const signal of withWeights(all, past)) {
    if (waiting.every(({ key }) => key !== signal.key)) continue;
    await saveBody(port, outcome, signalRow(signal));
    const fires = firingOf(signal.body.condition, table).filter((each) => each === 1).length;
    await setFires(port, outcome, signal.key, fires);
  }
}
