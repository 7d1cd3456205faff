import type { ClockPort, SqlPort } from '../../platform/ports';
import type { Model } from '../../prediction/model';
import { mayGoLive } from '../../prediction/model-report';
import { modelVersions, saveModel, saveReport } from '../../store/predictions';
import type { Outcome } from './outcomes';
import { ModelReport } from './report';

/** Keeps what was learned, and says whether it goes live: it does where it is proven and no worse than the live one. */
export async function keepVersion(
  { sql, clock }: { readonly sql: SqlPort; readonly clock: ClockPort },
  outcome: Outcome,
  today: number,
  report: ModelReport,
  model: Model | null,
): Promise<boolean> {
  const live = (await modelVersions(sql)).find((version) => version.outcome === outcome && version.live === 1);
  const standing = live === undefined ? undefined : ModelReport.parse(JSON.parse(live.report));
  const isOfToday = live?.as_of_day === today;
  // Learned once more on the same day from the same, it stands in its own place.
  const before = isOfToday && standing?.basis === report.basis ? undefined : standing;
  const isLive = model !== null && report.reasons.length === 0 && mayGoLive(skillOf(report), before && skillOf(before));
  if (!isLive && isOfToday && before !== undefined) {
    // A day has one version: the live one stays, and says how the other did.
    await saveReport(sql, outcome, today, JSON.stringify({ ...before, figures: report.figures, other: otherWords(report, before) }));
    return false;
  }
  const trainedAt = new Date(clock()).toISOString();
  const body = model === null ? null : JSON.stringify(model);
  await saveModel(sql, outcome, { asOfDay: today, live: isLive, trainedAt, report: JSON.stringify(report), model: body });
  return isLive;
}

/** Of different rows: against what one would lose on each by always saying the base rate. */
const skillOf = ({ logLoss, baseLogLoss }: ModelReport) => ({ logLoss: (logLoss ?? Infinity) / Math.max(1e-9, baseLogLoss) });

const BASIS_WORDS = { all: 'all figures', confirmed: 'confirmed signals only' } as const;

function otherWords({ basis, reasons, logLoss }: ModelReport, standing: ModelReport): string {
  const figures = `log-loss ${(logLoss ?? NaN).toFixed(4)}, against ${(standing.logLoss ?? NaN).toFixed(4)}`;
  const why = reasons.length > 0 ? reasons.join(' ') : `It does worse on accounts that it never saw (${figures}).`;
  return `Learned from ${BASIS_WORDS[basis]} on the same day: ${why} The model learned from ${BASIS_WORDS[standing.basis]} stays in use.`;
}
