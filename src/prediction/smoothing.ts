import type { Tenths } from './score';

/** How a shown score follows the raw one. */
export type SmoothingRules = {
  /** The most that it moves in a day, in tenths. */
  readonly stepADay: Tenths;
  /** A difference up to this does not move it at all. */
  readonly still: Tenths;
  /** After so many days apart it shows the raw score whatever the step. */
  readonly mostDays: number;
};
export const SMOOTHING: SmoothingRules = { stepADay: 80, still: 5, mostDays: 7 };

/** `sinceDay`: the first day on which shown and raw were apart; missing while they are not. */
export type Shown = { readonly day: number; readonly shown: Tenths; readonly sinceDay: number | undefined };

/**
 * The score to show on `day` for a raw score, from what was shown last. A signal that turns on or off moves it by a step a day at most, and
 * never is the raw score hidden for more than a week. Asked twice for a day, or for a day before (a clock set back), it says what it said.
 */
export function shownScore(last: Shown | undefined, raw: Tenths, day: number, rules: SmoothingRules = SMOOTHING): Shown {
  if (last === undefined) return { day, shown: raw, sinceDay: undefined };
  if (day <= last.day) return last;
  if (raw === last.shown) return { day, shown: raw, sinceDay: undefined };
  const sinceDay = last.sinceDay ?? day;
  if (day - sinceDay >= rules.mostDays) return { day, shown: raw, sinceDay: undefined };
  const apart = raw - last.shown;
  if (Math.abs(apart) <= rules.still) return { day, shown: last.shown, sinceDay };
  const step = rules.stepADay * (day - last.day);
  const shown = Math.abs(apart) <= step ? raw : last.shown + Math.sign(apart) * step;
  return { day, shown, sinceDay: shown === raw ? undefined : sinceDay };
}

export type Health = 'good' | 'normal' | 'bad';
/** Health of an account by rules: good first, then bad, else normal. */
export function healthByRules(isGood: boolean, isBad: boolean): Health {
  return isGood ? 'good' : isBad ? 'bad' : 'normal';
}

/** `unknown`: cannot be told, because something that the rules ask about is not known. */
export type ToldHealth = Health | 'unknown';

/**
 * What is shown, what was said on `day`, and since when: where the two agree, the first day on which they did, else the first on which they no
 * longer did.
 */
export type HeldHealth = { readonly health: ToldHealth; readonly day: number; readonly asked: ToldHealth; readonly sinceDay: number };

/** Days on end for which something else must be said before it is shown. */
export const HOLD_DAYS = 3;

/**
 * A change is shown after so many days on end of something else; going back meanwhile begins anew. What cannot be told is shown at once, and so
 * is what comes after: there is nothing to hold on to.
 */
export function heldHealth(last: HeldHealth | undefined, asked: ToldHealth, day: number, holdDays = HOLD_DAYS): HeldHealth {
  if (last === undefined) return { health: asked, day, asked, sinceDay: day };
  if (day <= last.day) return last;
  const wasApart = last.asked !== last.health;
  if (asked === last.health) return { health: asked, day, asked, sinceDay: wasApart ? day : last.sinceDay };
  const sinceDay = wasApart ? last.sinceDay : day;
  const isSure = asked === 'unknown' || last.health === 'unknown' || day - sinceDay >= holdDays;
  return isSure ? { health: asked, day, asked, sinceDay: day } : { health: last.health, day, asked, sinceDay };
}
