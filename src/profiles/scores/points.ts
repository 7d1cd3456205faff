import type { ScorePart, Tenths } from '../../prediction/score';

/** Points that a rule adds where it holds, in tenths. */
export type RulePoints = { readonly words: string; readonly tenths: Tenths; readonly holds: boolean };
/** base + parts = raw, exactly. */
export type PointsScore = { readonly base: Tenths; readonly raw: Tenths; readonly parts: readonly ScorePart[] };

/** The name of what is cut off, where rules lead beyond 0 or 100. */
export const LIMIT = 'Limit of the scale';
const MOST = 1000;

const limited = (tenths: Tenths): Tenths => Math.min(MOST, Math.max(0, tenths));
const sumOf = (base: Tenths, rules: readonly RulePoints[]): Tenths =>
  rules.reduce((sum, { tenths, holds }) => sum + (holds ? tenths : 0), base);

/** Base and the points of the rules that hold, between 0 and 100. */
export function scoreByPoints(base: Tenths, rules: readonly RulePoints[]): PointsScore {
  const sum = sumOf(base, rules);
  const parts = rules.filter(({ holds, tenths }) => holds && tenths !== 0).map(({ words, tenths }) => ({ source: words, tenths }));
  const raw = limited(sum);
  return { base, raw, parts: raw === sum ? parts : [...parts, { source: LIMIT, tenths: raw - sum }] };
}

/** The rule that would change the score most if it turned round, the raising ones first; null where none would. */
export function mostChanging(base: Tenths, rules: readonly RulePoints[]): { readonly rule: RulePoints; readonly by: Tenths } | null {
  const now = limited(sumOf(base, rules));
  const turned = rules.map((rule, place) => ({
    rule,
    by:
      limited(
        sumOf(
          base,
          rules.map((each, other) => (other === place ? { ...each, holds: !each.holds } : each)),
        ),
      ) - now,
  }));
  const [most] = turned.filter(({ by }) => by !== 0).sort((a, b) => Number(b.by > 0) - Number(a.by > 0) || Math.abs(b.by) - Math.abs(a.by));
  return most ?? null;
}

/** In words: “Most would be gained if … held: +12.0 points.” */
export function changeSentence(change: ReturnType<typeof mostChanging>): string {
  if (change === null) return 'No single rule would change it.';
  const { rule, by } = change;
  const how = rule.holds ? 'no longer held' : 'held';
  return `Most would be ${by > 0 ? 'gained' : 'lost'} if “${rule.words}” ${how}: ${by > 0 ? '+' : '−'}${(Math.abs(by) / 10).toFixed(1)} points.`;
}
