import { active, activeUnits, ratio } from './active-units';
import type { FeatureTally } from './feature-tally';
import type { Series } from './series';

const WINDOW_DAYS = 30;

export type AdoptionOfUnits = {
  /** Units that used it in the 30 days, and their share of the units with any counted activity in them. */
  readonly reach: number;
  readonly share: number | null;
  /** By day of the span: units that had used it once by then. */
  readonly everUsed: readonly number[];
  /** By days since the unit's first activity: units that first used it then. */
  readonly toAdopt: readonly number[];
  /** Half of those who adopted it did so within so many days; null without any. */
  readonly medianDaysToAdopt: number | null;
};

export type FeatureAdoption = {
  readonly eventId: number;
  readonly users: AdoptionOfUnits;
  readonly accounts: AdoptionOfUnits;
  /** Mean days with use, per user who used it in the 30 days. */
  readonly frequency: number | null;
  /** Mean uses, whoever's, per user who used it in the 30 days. */
  readonly depth: number | null;
};

/** How each counted event was taken up by the end of `day`, over the 30 days that end with it. */
export function featureAdoption(series: Series, day: number): FeatureAdoption[] {
  const { span, events } = series.activity;
  const offset = day - span.fromDay;
  const users = activeUnits(series, 'user')[offset]?.monthly ?? 0;
  const accounts = activeUnits(series, 'account')[offset]?.monthly ?? 0;
  return events.flatMap(({ id }, event) => {
    if (series.counted[event] === 0) return [];
    const base = event * span.days;
    const ofUsers = adoptionOf(series.userFeatures, event, offset, users);
    const userDays = windowSum(featureRow(series.userFeatures, 'starts', event), offset);
    const uses = windowSum(series.uses.subarray(base, base + span.days), offset);
    return [
      {
        eventId: id,
        users: ofUsers,
        accounts: adoptionOf(series.accountFeatures, event, offset, accounts),
        frequency: ratio(userDays, ofUsers.reach),
        depth: ratio(uses, ofUsers.reach),
      },
    ];
  });
}

export type FeatureReachDay = {
  readonly day: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  readonly uses: number;
};

/** Distinct users or accounts of one event in 1, 7 and 30 days, and uses, for each day of the span. Empty for an unknown event. */
export function featureReach(series: Series, unit: 'user' | 'account', eventId: number): FeatureReachDay[] {
  const event = series.activity.eventIndex.get(eventId);
  if (event === undefined) return [];
  const { fromDay, days } = series.activity.span;
  const tally = unit === 'user' ? series.userFeatures : series.accountFeatures;
  const [daily, weekly, monthly] = reachOf(tally, event);
  return Array.from({ length: days }, (_, offset) => ({
    day: fromDay + offset,
    daily: daily[offset] ?? 0,
    weekly: weekly[offset] ?? 0,
    monthly: monthly[offset] ?? 0,
    uses: series.uses[event * days + offset] ?? 0,
  }));
}

function reachOf({ starts, width }: FeatureTally, event: number): readonly [Int32Array, Int32Array, Int32Array] {
  const [daily, starts7, starts30] = starts;
  const own = (array: Int32Array) => array.subarray(event * width, event * width + width);
  return [own(daily), active(own(starts7), own(daily), 7), active(own(starts30), own(daily), WINDOW_DAYS)];
}

function featureRow(tally: FeatureTally, name: 'starts' | 'first' | 'delay', event: number): Int32Array {
  const array = name === 'starts' ? tally.starts[0] : tally[name];
  return array.subarray(event * tally.width, event * tally.width + tally.width);
}

function adoptionOf(tally: FeatureTally, event: number, offset: number, ofUnits: number): AdoptionOfUnits {
  const reach = reachOf(tally, event)[2][offset] ?? 0;
  let ever = 0;
  const everUsed = Array.from(featureRow(tally, 'first', event).subarray(0, offset + 1), (units) => (ever += units));
  const delays = [...featureRow(tally, 'delay', event)];
  const toAdopt = delays.slice(0, delays.findLastIndex((units) => units > 0) + 1);
  return { reach, share: ratio(reach, ofUnits), everUsed, toAdopt, medianDaysToAdopt: medianOf(toAdopt) };
}

/** By index as days: half of those counted are at it or below; null without any. */
export function medianOf(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, units) => sum + units, 0);
  let running = 0;
  const median = counts.findIndex((units) => (running += units) * 2 >= total && total > 0);
  return median < 0 ? null : median;
}

function windowSum(values: Int32Array | Float64Array, offset: number): number {
  let sum = 0;
  for (let day = Math.max(0, offset - WINDOW_DAYS + 1); day <= offset; day += 1) sum += values[day] ?? 0;
  return sum;
}
