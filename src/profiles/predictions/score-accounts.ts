import { z } from 'zod';
import type { KvsPort, SqlPort } from '../../platform/ports';
import { firingOf } from '../../prediction/condition';
import { contributionsOf, predict } from '../../prediction/model';
import type { Model } from '../../prediction/model';
import { driftOf } from '../../prediction/model-report';
import { scoreOf } from '../../prediction/score';
import { shownScore } from '../../prediction/smoothing';
import { chunked } from '../../store/chunks';
import { dropScores, modelBody, modelVersions, saveScores, scoresOf, setFires } from '../../store/predictions';
import type { FiringSignals } from '../../store/account-outlook';
import type { StoredScore } from '../../store/predictions';
import { keepHealth } from '../health/keep-health';
import { keepCustomScores } from '../scores/keep-custom-scores';
import { publishScores } from '../scores/publish-scores';
import { askedColumns, withColumns } from './asked-columns';
import { casesOf } from './cases';
import { addFiring } from './firing-signals';
import { OUTCOMES } from './outcomes';
import type { Outcome } from './outcomes';
import { publishOutlooks } from './publish-outlooks';
import { ModelReport, seenBy } from './report';
import { readSignals } from './stored-signals';

/** KVS key of what was seen when accounts were last scored. */
export const SCORED_KEY = 'predictions:scored';
export const Scored = z.record(z.string(), z.object({ day: z.number().int(), accounts: z.number().int(), drift: z.number().nullable() }));
export type Scored = z.infer<typeof Scored>;

/** What somebody changed: the health rules of a stage, or a score. Its accounts are shown as they are at once. */
export type ChangedRules = { readonly stage?: string | undefined; readonly scoreId?: number | undefined };
type ScorePorts = { readonly sql: SqlPort; readonly kvs: KvsPort };

/**
 * Scores every account by the live models as of the beginning of today, says of each signal for whom it fires, and has segments know of what
 * changed. Running again changes nothing.
 */
export async function scoreAccounts(ports: ScorePorts, today: number, changed: ChangedRules = {}): Promise<void> {
  const versions = await modelVersions(ports.sql);
  const scored: Scored = {};
  let firing: ReadonlyMap<number, FiringSignals> = new Map();
  for (const outcome of OUTCOMES) {
    const live = versions.find((version) => version.outcome === outcome && version.live === 1);
    const report = live === undefined ? null : ModelReport.parse(JSON.parse(live.report));
    const known = await readSignals(ports.sql, outcome);
    const rules = [...known.map(({ body }) => body.condition), ...(report?.signals ?? []).map(({ rule }) => rule)];
    const looks = await casesOf(ports.sql, outcome, today, 'today');
    const cases = withColumns(looks, await askedColumns(ports.sql, looks, rules));
    const signals = known.map((each) => ({ ...each, fires: firingOf(each.body.condition, cases.table) }));
    for (const { key, fires } of signals) await setFires(ports.sql, outcome, key, fires.filter((each) => each === 1).length);
    const kept = signals.filter(({ state }) => state !== 'rejected').map(({ body: { words }, fires }) => ({ words, fires }));
    firing = addFiring(firing, outcome, cases.account, kept);
    const model = live === undefined ? null : await modelBody(ports.sql, outcome, live.as_of_day);
    if (report !== null && model !== null && cases.table.rows > 0) {
      // What learning wrote: plain values only.
      const learned = JSON.parse(model) as Model;
      const rows = Int32Array.from(cases.account.keys());
      const table = seenBy(report, cases.table);
      const scores = await scoresToday(ports.sql, outcome, today, learned, table, cases.account);
      await saveScores(ports.sql, scores);
      const drift = driftOf(Float64Array.from(report.spread), predict(learned, table, rows));
      scored[outcome] = { day: today, accounts: scores.length, drift };
    } else scored[outcome] = { day: today, accounts: 0, drift: null };
    await dropScores(ports.sql, outcome, today);
  }
  await keepHealth(ports.sql, today, changed.stage ?? null);
  await keepCustomScores(ports.sql, today, changed.scoreId ?? null);
  await publishOutlooks(ports.sql, firing);
  await publishScores(ports.sql);
  await ports.kvs.set(SCORED_KEY, scored);
}

async function scoresToday(
  port: SqlPort,
  outcome: Outcome,
  today: number,
  model: Model,
  table: Parameters<typeof predict>[1],
  accounts: Int32Array,
): Promise<StoredScore[]> {
  const rows = Int32Array.from(accounts.keys());
  const { base, sources } = contributionsOf(model, table, rows);
  const known = new Map<number, StoredScore>();
  for (const ids of chunked([...accounts])) for (const [id, score] of await scoresOf(port, outcome, ids)) known.set(id, score);
  return [...accounts].map((account_id, row): StoredScore => {
    const parts = new Map(sources.map(({ source, values }) => [source, values[row] ?? 0]));
    const before = known.get(account_id);
    const last = before === undefined ? undefined : { day: before.day, shown: before.shown, sinceDay: before.since_day ?? undefined };
    const { raw } = scoreOf(base, parts);
    const { shown, sinceDay } = shownScore(last, raw, today);
    const score = scoreOf(base, parts, shown);
    return {
      ...{ account_id, outcome, day: today, raw, shown },
      since_day: sinceDay ?? null,
      base: score.base,
      parts: JSON.stringify(score.parts.map(({ source, tenths }) => [source, tenths])),
    };
  });
}
