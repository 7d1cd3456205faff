import { z } from 'zod';
import type { AccountScore, PredictionsAnswer, PriorityAnswer, PriorityRequest } from '../contract/predictions';
import { PRIORITY_ROWS } from '../contract/predictions';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { trendOf } from '../prediction/impact';
import { readBases } from '../profiles/predictions/learning-basis';
import { HORIZON_DAYS } from '../profiles/predictions/outcomes';
import { ModelReport } from '../profiles/predictions/report';
import { readParts } from '../profiles/predictions/score-parts';
import { Scored, SCORED_KEY } from '../profiles/predictions/score-accounts';
import { readSignals } from '../profiles/predictions/stored-signals';
import { modelVersions, scoresOfAccount, storedSignals } from '../store/predictions';
import { busiestUsers, centsPerSeat, expansionShare, priorityPage } from '../store/queries/priorities';

type Ports = { readonly sql: SqlPort; readonly kvs: KvsPort; readonly clock: ClockPort };

/** KVS key with the instant at which learning was asked for; gone when it is over. */
export const LEARNING_KEY = 'predictions:learning';
/** After so long it is taken to have died. */
const LEARNING_MS = 30 * 60_000;

const SHOWN_FIRST = ['churn', 'expansion', 'conversion'] as const;

/** What is known of each outcome: signals, and how well its model does. */
export async function predictionsAnswer(ports: Ports, canChange: boolean): Promise<PredictionsAnswer> {
  const notes = await ports.kvs.getMany([SCORED_KEY, LEARNING_KEY]);
  const scored = Scored.safeParse(notes.get(SCORED_KEY)).data ?? {};
  const askedAt = z.number().safeParse(notes.get(LEARNING_KEY)).data ?? 0;
  const bases = await readBases(ports.kvs);
  const versions = await modelVersions(ports.sql);
  const fires = new Map((await storedSignals(ports.sql, null)).map((each) => [`${each.outcome} ${each.signal_key}`, each.fires]));
  const outcomes: PredictionsAnswer['outcomes'] = [];
  for (const outcome of SHOWN_FIRST) {
    const latest = versions.find((each) => each.outcome === outcome);
    const live = versions.find((each) => each.outcome === outcome && each.live === 1);
    const signals = await readSignals(ports.sql, outcome);
    const own = scored[outcome];
    outcomes.push({
      outcome,
      basis: bases[outcome],
      report: latest === undefined ? null : reportOf(latest),
      liveDay: live === undefined || live.as_of_day === latest?.as_of_day ? null : dayFromNumber(live.as_of_day),
      scored: own === undefined ? null : { ...own, day: dayFromNumber(own.day) },
      signals: signals
        .map(({ key, state, reason, day, body }) => {
          const { condition: _, months, ...figures } = body;
          const byDay = months.map(({ day, ...rest }) => ({ ...rest, day: dayFromNumber(day) }));
          const evidenceDay = day === 0 ? null : dayFromNumber(day);
          return {
            ...figures,
            key,
            state,
            reason,
            evidenceDay,
            trend: trendOf(months),
            months: byDay,
            fires: fires.get(`${outcome} ${key}`) ?? 0,
          };
        })
        .sort((a, b) => b.lift - a.lift),
    });
  }
  return {
    canChange,
    isLearning: ports.clock() - askedAt < LEARNING_MS,
    outcomes,
  };
}

function reportOf({ as_of_day, live, trained_at, report }: Awaited<ReturnType<typeof modelVersions>>[number]) {
  const { spread: _, figures: __, signals: ___, ...shown } = ModelReport.parse(JSON.parse(report));
  return { ...shown, asOfDay: dayFromNumber(as_of_day), trainedAt: trained_at, isLive: live === 1 };
}

const PARTS_SHOWN = 3;
const YEAR_DAYS = 365;
const RECENT_DAYS = 30;

/** Whom to look after first: by what is at stake times the score. */
export async function prioritiesAnswer(ports: Ports, { outcome, page }: PriorityRequest): Promise<PriorityAnswer> {
  const today = dayNumberOf(ports.clock());
  const { rows, total } = await priorityPage(ports.sql, {
    outcome,
    share: outcome === 'expansion' ? await expansionShare(ports.sql, today - YEAR_DAYS, today) : 1,
    perSeatCents: outcome === 'conversion' ? await centsPerSeat(ports.sql) : null,
    limit: PRIORITY_ROWS,
    offset: page * PRIORITY_ROWS,
  });
  const busiest = await busiestUsers(
    ports.sql,
    rows.map(({ account_id }) => account_id),
    today - RECENT_DAYS,
  );
  return {
    total,
    rows: rows.map((row) => {
      const parts = readParts(row.parts);
      return {
        accountId: row.account_id,
        company: row.company,
        app: row.app,
        mrrCents: row.mrr_cents,
        shown: row.shown,
        raw: row.raw,
        expectedCents: row.stake === null ? null : Math.round((row.stake * row.shown) / 1000),
        base: row.base,
        parts: parts.slice(0, PARTS_SHOWN),
        others: parts.slice(PARTS_SHOWN).reduce((sum, { tenths }) => sum + tenths, 0),
        busiest: busiest.get(row.account_id) ?? null,
      };
    }),
  };
}

/** Every point of an account's scores by name. */
export async function accountScores(ports: Pick<Ports, 'sql'>, accountId: number): Promise<AccountScore[]> {
  const kept = await scoresOfAccount(ports.sql, accountId);
  return SHOWN_FIRST.flatMap((outcome) => {
    const row = kept.get(outcome);
    if (row === undefined) return [];
    const { shown, raw, base } = row;
    return [
      {
        ...{ outcome, shown, raw, base },
        day: dayFromNumber(row.day),
        horizonDays: HORIZON_DAYS[outcome],
        smoothing: shown - raw,
        parts: readParts(row.parts),
      },
    ];
  });
}
