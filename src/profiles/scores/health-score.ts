import { apportion } from '../../prediction/apportion';
import type { ScorePart, Tenths } from '../../prediction/score';

/** The name under which the general health score is kept beside the others. */
export const HEALTH_OUTCOME = 'health';
/** In the middle: neither well nor ill. What speaks for an account has the upper half to share, and what speaks against it the lower half. */
export const MIDDLE: Tenths = 500;

/** Equal shares of so many rules, in whole tenths that add up to `all`. */
export function equalShares(rules: number, all: Tenths): readonly Tenths[] {
  const upTo = (place: number): number => Math.round((all * place) / rules);
  return Array.from({ length: rules }, (_, place) => upTo(place + 1) - upTo(place));
}

/** A score that health is made of. `weight`: its share beside the others; below zero for what is ill the higher it is. */
export type Ingredient = {
  readonly name: string;
  readonly weight: number;
  readonly base: Tenths;
  readonly raw: Tenths;
  readonly shown: Tenths;
  /** base + parts = raw. */
  readonly parts: readonly ScorePart[];
};
export type BlendedScore = { readonly base: Tenths; readonly raw: Tenths; readonly shown: Tenths; readonly parts: readonly ScorePart[] };

/**
 * The middle at the base rates; from there to 0 and 100 in proportion to how far each score is from its base rate towards its own ends. Each
 * part of a score is a part of health: base + parts = raw, exactly. Smoothing is that of the scores.
 */
export function blendedHealth(ingredients: readonly Ingredient[]): BlendedScore {
  const weights = ingredients.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const scaled = ingredients.map((each) => ({ ...each, share: each.weight / weights }));
  const healthOf = (of: (each: Ingredient) => Tenths): Tenths =>
    Math.round(MIDDLE + scaled.reduce((sum, each) => sum + each.share * (of(each) - each.base) * slopeAt(each, of(each)), 0));
  const raw = healthOf((each) => each.raw);
  const shares = scaled.flatMap((each) =>
    each.parts.map(({ source, tenths }) => [`${each.name}: ${source}`, each.share * tenths * slopeAt(each, each.raw)] as const),
  );
  return {
    base: MIDDLE,
    raw,
    shown: healthOf((each) => each.shown),
    parts: apportion(shares, raw - MIDDLE)
      .filter(({ tenths }) => tenths !== 0)
      .sort((a, b) => Math.abs(b.tenths) - Math.abs(a.tenths)),
  };
}

/** Tenths of health to a tenth of the score, on the side of its base rate on which it is. */
function slopeAt({ base }: Pick<Ingredient, 'base'>, tenths: Tenths): number {
  const room = tenths <= base ? base : 1000 - base;
  return room === 0 ? 0 : MIDDLE / room;
}
