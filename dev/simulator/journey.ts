import { addMonths, type DayIndex } from './calendar';
import { conversionChance, type HabitArc } from './habit';
import type { BillingPeriod } from './pricing';
import type { Random } from './random';
import { leavesDataCenter, type HiddenTruth } from './truth';

/** The course of one account, decided before anything is billed or used. */
export type Journey = {
  readonly arc: HabitArc;
  readonly hosting: 'Cloud' | 'Data Center';
  /** Half-open; null for who never tried: a customer that moved in, and the platform's own people. */
  readonly evaluation: { readonly fromDay: DayIndex; readonly toDay: DayIndex } | null;
  /** The first day paid for; it may lie in the future. Null: never. */
  readonly purchaseDay: DayIndex | null;
  readonly billingPeriod: BillingPeriod;
  /** No renewal from here on, whatever the use: the customer moved. */
  readonly leavesDay: DayIndex | null;
  /** For who comes back: months until they go, then days until they return. */
  readonly pause: { readonly afterMonths: number; readonly days: number } | null;
};
export type Window = { readonly startDay: DayIndex; readonly endDay: DayIndex };

export const EVALUATION_DAYS = 30;
/** Some accounts are older than the observed window, so that day one has customers of every age. */
const OLDEST_DAYS_BEFORE_WINDOW = 400;

/** Days that must have passed since installation for a story to have happened; 0 where any will do. */
function neededAge(truth: HiddenTruth, daysSinceMove: number, random: Random): number {
  switch (truth.story) {
    case 'squatter':
      return random.int(75, 260);
    case 'shelfware':
      return random.int(120, 420);
    case 'returned':
      return random.int(380, 520);
    case 'refunded':
      return random.int(80, 400);
    // A trial and one full year, so that both kinds of plan run out on the day of the move.
    case 'moved-away':
      return daysSinceMove + 365 + EVALUATION_DAYS;
    case 'moved-in':
      return daysSinceMove;
    case 'ordinary':
    case 'open-source':
    case 'community':
    case 'academic':
    case 'sandbox':
    case 'atlassian':
    case 'data-center':
      return 0;
  }
}

/** `moveDay` is when a customer that moves does so; the two halves of a move share it. */
export function drawJourney(index: number, truth: HiddenTruth, window: Window, moveDay: DayIndex, random: Random): Journey {
  const span = window.endDay - window.startDay + OLDEST_DAYS_BEFORE_WINDOW - 2;
  const drawn = window.startDay - OLDEST_DAYS_BEFORE_WINDOW + Math.floor(span * random.next() ** 0.8);
  const age = neededAge(truth, window.endDay - moveDay, random);
  const installedDay = age === 0 ? drawn : window.endDay - age;
  const evaluated = truth.story !== 'moved-in' && truth.story !== 'atlassian' && truth.story !== 'sandbox';
  const evaluation = evaluated ? { fromDay: installedDay, toDay: installedDay + EVALUATION_DAYS } : null;
  const buys = purchases(truth, random);
  const hesitation = truth.story === 'ordinary' && random.chance(0.12) ? random.int(3, 25) : 0;
  const purchaseDay = buys ? (evaluation?.toDay ?? installedDay) + hesitation : null;
  const annual = truth.story === 'shelfware' || truth.story === 'data-center' || random.chance(truth.seats > 100 ? 0.5 : 0.25);
  const pause = truth.story === 'returned' ? { afterMonths: random.int(4, 6), days: random.int(45, 110) } : null;
  const start = { installedDay, endsTrialDay: evaluation?.toDay ?? installedDay, buys, moveDay, pause };
  return {
    arc: drawArc(truth, start, random),
    hosting:
      truth.notObservedBecause === 'data-center' || (truth.story === 'moved-away' && leavesDataCenter(index)) ? 'Data Center' : 'Cloud',
    evaluation,
    purchaseDay,
    billingPeriod: annual && truth.story !== 'returned' ? 'Annual' : 'Monthly',
    leavesDay: truth.story === 'moved-away' ? moveDay : null,
    pause,
  };
}

function purchases(truth: HiddenTruth, random: Random): boolean {
  const draw = random.next();
  switch (truth.story) {
    case 'ordinary':
      return draw < conversionChance(truth);
    case 'squatter':
    case 'atlassian':
      return false;
    case 'shelfware':
    case 'open-source':
    case 'community':
    case 'academic':
    case 'sandbox':
    case 'data-center':
    case 'moved-away':
    case 'moved-in':
    case 'returned':
    case 'refunded':
      return true;
  }
}

type Start = {
  readonly installedDay: DayIndex;
  readonly endsTrialDay: DayIndex;
  readonly buys: boolean;
  readonly moveDay: DayIndex;
  readonly pause: Journey['pause'];
};

function drawArc(truth: HiddenTruth, start: Start, random: Random): HabitArc {
  const { installedDay, endsTrialDay, buys, pause } = start;
  const steady: HabitArc = { installedDay, declineDay: null, halfLifeDays: 45, recoveryDay: null, endDay: null };
  if (truth.story === 'shelfware') {
    const declineDay = endsTrialDay + random.int(-8, 8);
    return { ...steady, declineDay, halfLifeDays: 6, endDay: declineDay + 40 };
  }
  if (truth.story === 'squatter' || truth.story === 'atlassian' || truth.story === 'moved-in') return steady;
  if (truth.story === 'moved-away') return { ...steady, endDay: start.moveDay };
  if (pause !== null) {
    const cancelledDay = addMonths(endsTrialDay, pause.afterMonths);
    return { ...steady, declineDay: cancelledDay - 50, halfLifeDays: 12, recoveryDay: cancelledDay + pause.days };
  }
  if (!buys) {
    return { ...steady, declineDay: installedDay + random.int(3, 18), halfLifeDays: 7, endDay: endsTrialDay + random.int(0, 12) };
  }
  // Patience runs out after an exponential time: a year on average for a discontented account, many for a content one.
  const patienceDays = (-Math.log(1 - random.next()) * 300) / Math.max(0.02, truth.discontent);
  return patienceDays > 1200
    ? steady
    : { ...steady, declineDay: endsTrialDay + Math.round(patienceDays), halfLifeDays: random.int(25, 60) };
}
