import { apportion } from './apportion';
import { probabilityOf } from './log-odds';

/** Points are tenths of a point on a scale of 0 to 100: whole numbers from 0 to 1000, so that sums are exact. */
export type Tenths = number;

/** What a part of a score adds, in tenths. The parts add up to the shown score exactly. */
export type ScorePart = { readonly source: string; readonly tenths: Tenths };
export type Score = {
  /** What the model says today. */
  readonly raw: Tenths;
  readonly shown: Tenths;
  /** Points of the base rate. */
  readonly base: Tenths;
  /** By source, the largest first; sources that add nothing are left out. */
  readonly parts: readonly ScorePart[];
  /** shown - raw: what smoothing holds back. */
  readonly smoothing: Tenths;
};

/**
 * Turns log-odds into points: `base` + Σ `parts` are the log-odds, and each part gets points in proportion, by the mean slope of the curve
 * between the base and the whole. So a part keeps its sign, and points add up as log-odds do.
 */
export function scoreOf(base: number, parts: ReadonlyMap<string, number>, shown?: Tenths): Score {
  let sum = 0;
  for (const value of parts.values()) sum += value;
  const raw = Math.round(1000 * probabilityOf(base + sum));
  const baseTenths = Math.round(1000 * probabilityOf(base));
  const slope = meanSlope(base, sum);
  const rounded = apportion(
    [...parts].map(([source, value]) => [source, 1000 * value * slope]),
    raw - baseTenths,
  );
  return {
    raw,
    shown: shown ?? raw,
    base: baseTenths,
    parts: rounded.filter(({ tenths }) => tenths !== 0).sort((a, b) => Math.abs(b.tenths) - Math.abs(a.tenths)),
    smoothing: (shown ?? raw) - raw,
  };
}

/** (p(base + sum) - p(base)) / sum, and its limit where the sum is 0. Never negative. */
function meanSlope(base: number, sum: number): number {
  const from = probabilityOf(base);
  if (Math.abs(sum) < 1e-9) return from * (1 - from);
  return (probabilityOf(base + sum) - from) / sum;
}

/** The sources without which the score would change most, in points as shown, first those that raise it. */
export function whatChangesMost(score: Score, most = 3): readonly ScorePart[] {
  return score.parts.slice(0, most);
}
