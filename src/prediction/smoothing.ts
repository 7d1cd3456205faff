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

/** What holds now, and what would hold if it lasted: `asked` since `sinceDay`. */
export type HeldHealth = { readonly health: Health; readonly day: number; readonly asked: Health; readonly sinceDay: number };

/** A change holds after so many days on end; going back meanwhile begins anew. */
export function heldHealth(last: HeldHealth | undefined, asked: Health, day: number, holdDays = 3): HeldHealth {
  if (last === undefined) return { health: asked, day, asked, sinceDay: day };
  if (day <= last.day) return last;
  const sinceDay = asked === last.asked ? last.sinceDay : day;
  const health = asked === last.health || day - sinceDay < holdDays ? last.health : asked;
  return { health, day, asked, sinceDay };
}
