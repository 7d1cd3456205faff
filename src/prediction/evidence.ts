import { type Firing, firingOf, type Rule, UNKNOWN, wordsOf } from './condition';
import { chanceOfAsMany, type Counts } from './exact-test';
import type { Interval } from './quality';
import type { Table } from './table';

/** One row for each account and day that was looked at, with what came of it within the horizon. */
export type Cases = {
  readonly table: Table;
  /** 1: the outcome came. */
  readonly outcome: Uint8Array;
  /** When it was looked at: any rising number, such as the day or month. */
  readonly period?: Int32Array;
  /** Days from the look to the outcome, where it came. */
  readonly daysAhead?: Int32Array;
};

export type Evidence = Counts & {
  /** Share of the rows on which it fires. */
  readonly support: number;
  readonly baseRate: number;
  /** Share of fired rows with the outcome. */
  readonly precision: number;
  /** Share of outcomes that it fired for. */
  readonly recall: number;
  /** Precision over base rate, with its 95 % interval. */
  readonly lift: number;
  readonly interval: Interval;
  /** Of this condition alone, tried once. */
  readonly p: number;
  readonly periods: readonly {
    readonly period: number;
    readonly fired: number;
    readonly hits: number;
    readonly lift: number;
    /** Hits that would have come at the period's base rate. */
    readonly due: number;
  }[];
  /** Share of the periods in which it raised the outcome; missing with fewer than two periods to compare. */
  readonly stability: number | undefined;
  /** Middle of the days between firing and the outcome. */
  readonly medianDaysAhead: number | undefined;
};

const PERIOD_FIRED = 5;

/** What the cases say of a rule, proposed or written by hand. Rows where it cannot be said are left out. */
export function evidenceOf(rule: Rule, cases: Cases): Evidence {
  return evidenceOfFiring(firingOf(rule, cases.table), cases);
}

export function evidenceOfFiring(firing: Firing, cases: Cases): Evidence {
  const counts = countsOf(firing, cases.outcome);
  const { rows, outcomes, fired, hits } = counts;
  const baseRate = outcomes / Math.max(1, rows);
  const periods = periodsOf(firing, cases);
  const compared = periods.filter((each) => each.fired >= PERIOD_FIRED);
  return {
    ...counts,
    support: fired / Math.max(1, rows),
    baseRate,
    precision: fired === 0 ? 0 : hits / fired,
    recall: outcomes === 0 ? 0 : hits / outcomes,
    ...liftOf(counts),
    p: fired === 0 ? 1 : chanceOfAsMany(counts),
    periods,
    stability: compared.length < 2 ? undefined : compared.filter(({ lift }) => lift > 1).length / compared.length,
    medianDaysAhead: medianDays(firing, cases),
  };
}

export function countsOf(firing: Firing, outcome: Uint8Array): Counts {
  let [rows, outcomes, fired, hits] = [0, 0, 0, 0];
  for (let row = 0; row < firing.length; row += 1) {
    const fires = firing[row] ?? UNKNOWN;
    if (fires === UNKNOWN) continue;
    const label = outcome[row] ?? 0;
    rows += 1;
    outcomes += label;
    fired += fires;
    hits += fires & label;
  }
  return { rows, outcomes, fired, hits };
}

/** From the interval of the risk ratio of fired to not fired rows (Katz, half a row added), at this support. */
export function liftOf({ rows, outcomes, fired, hits }: Counts): { readonly lift: number; readonly interval: Interval } {
  const [others, missed] = [rows - fired, outcomes - hits];
  const lift = fired === 0 || outcomes === 0 ? 1 : hits / fired / (outcomes / rows);
  const ratio = Math.log((hits + 0.5) / (fired + 0.5)) - Math.log((missed + 0.5) / (others + 0.5));
  const spread = Math.sqrt(1 / (hits + 0.5) - 1 / (fired + 0.5) + 1 / (missed + 0.5) - 1 / (others + 0.5));
  const support = fired / Math.max(1, rows);
  const at = (logRatio: number): number => 1 / (support + (1 - support) * Math.exp(-logRatio));
  return { lift, interval: { low: Math.min(lift, at(ratio - 1.96 * spread)), high: Math.max(lift, at(ratio + 1.96 * spread)) } };
}

function periodsOf(firing: Firing, { outcome, period }: Cases): Evidence['periods'] {
  if (period === undefined) return [];
  const counts = new Map<number, { rows: number; outcomes: number; fired: number; hits: number }>();
  for (let row = 0; row < firing.length; row += 1) {
    const fires = firing[row] ?? UNKNOWN;
    if (fires === UNKNOWN) continue;
    const at = period[row] ?? 0;
    const own = counts.get(at) ?? { rows: 0, outcomes: 0, fired: 0, hits: 0 };
    own.rows += 1;
    own.outcomes += outcome[row] ?? 0;
    own.fired += fires;
    own.hits += fires & (outcome[row] ?? 0);
    counts.set(at, own);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([at, own]) => ({
      period: at,
      fired: own.fired,
      hits: own.hits,
      lift: liftOf(own).lift,
      due: (own.fired * own.outcomes) / own.rows,
    }));
}

function medianDays(firing: Firing, { outcome, daysAhead }: Cases): number | undefined {
  const days = [...(daysAhead ?? [])].filter((_, row) => firing[row] === 1 && outcome[row] === 1).sort((a, b) => a - b);
  return days[Math.floor((days.length - 1) / 2)];
}

/** “Accounts with seats used below 40 leave 2.3 times as often as accounts do on the whole: 18 of 60, against 13%.” */
export function sentenceOf(
  rule: Rule,
  evidence: Evidence,
  words: { readonly unit: string; readonly happens: string; readonly names?: ReadonlyMap<string, string> },
): string {
  const { lift, hits, fired, baseRate, interval, medianDaysAhead } = evidence;
  const times = `${lift.toFixed(1)} times (between ${interval.low.toFixed(1)} and ${interval.high.toFixed(1)})`;
  const ahead = medianDaysAhead === undefined ? '' : ` It fired ${medianDaysAhead} days ahead, in the middle of the cases.`;
  const with_ = `${words.unit} with ${wordsOf(rule, words.names)}`;
  return `${with_} ${words.happens} ${times} as often as ${words.unit.toLowerCase()} on the whole: ${hits} of ${fired}, against ${percent(baseRate)}.${ahead}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;
