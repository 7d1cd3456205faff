import type { Health } from '../../prediction/smoothing';
import { healthByRules } from '../../prediction/smoothing';
import type { StoredScore } from '../../store/predictions';
import { readParts } from '../predictions/score-parts';
import type { Outcome } from '../predictions/outcomes';
import { blendedHealth } from '../scores/health-score';
import type { BlendedScore, Ingredient } from '../scores/health-score';

/** By how much a score is away from the base rate before it says good or bad. */
const WELL = 0.75;
const ILL = 1.5;

/** The scores of an account, by what is foretold; missing where nothing is. */
export type Foretold = Readonly<Partial<Record<Outcome, StoredScore>>>;

/** What scores say of an account: of one that pays the chance to leave tells, of one in trial the chance to buy. Null without either. */
export function healthByScores({ churn, conversion }: Foretold): { readonly health: Health; readonly by: StoredScore } | null {
  if (churn !== undefined) return { health: healthByRules(churn.shown <= churn.base * WELL, churn.shown >= churn.base * ILL), by: churn };
  if (conversion === undefined) return null;
  const { shown, base } = conversion;
  return { health: healthByRules(shown * WELL >= base, shown * ILL <= base), by: conversion };
}

/** Of accounts that pay mostly the chance to stay, and some of the chance to expand; of trials the chance to buy. */
const WEIGHTS = { churn: -3, expansion: 1, conversion: 1 } as const satisfies Record<Outcome, number>;
const NAMES = { churn: 'To leave', expansion: 'To expand', conversion: 'To buy' } as const satisfies Record<Outcome, string>;

/** The health score of an account by its scores. */
export function pointsByScores(foretold: Foretold): BlendedScore {
  const asked: readonly Outcome[] = foretold.churn === undefined ? ['conversion'] : ['churn', 'expansion'];
  return blendedHealth(
    asked.flatMap((outcome): Ingredient[] => {
      const score = foretold[outcome];
      return score === undefined ? [] : [{ ...score, name: NAMES[outcome], weight: WEIGHTS[outcome], parts: readParts(score.parts) }];
    }),
  );
}
