import { checklistPlan } from '../../src/checklist/plan';
import type { Standing } from '../../src/contract/standing';
import type { SimAccount } from './account';
import type { DayIndex } from './calendar';
import { eventsOfDay, hasHeartbeat, type Reporter } from './segment-events';

const OBSERVED_WITHIN_DAYS = 8;
const USED_WITHIN_DAYS = 30;
const FEATURES: ReadonlySet<string> = new Set(Object.entries(checklistPlan).flatMap(([name, { feature }]) => (feature ? [name] : [])));

/** Price of a month on that day, in cents; 0 where nothing is paid for. */
export function mrrCentsOn(account: SimAccount, day: DayIndex): number {
  return account.billing.paidSpans.find(({ fromDay, toDay }) => fromDay <= day && day < toDay)?.monthlyCents ?? 0;
}

export function daysBack(endDay: DayIndex, count: number): DayIndex[] {
  return Array.from({ length: count }, (_, back) => endDay - back);
}

/** Paying × using on the last day: what a perfect observer of the same reports would say. */
export function standingOn(seedHash: number, reporter: Reporter | undefined, account: SimAccount, endDay: DayIndex): Standing {
  if (reporter === undefined || !daysBack(endDay, OBSERVED_WITHIN_DAYS).some((day) => hasHeartbeat(account, day, endDay)))
    return 'not-observed';
  const used = daysBack(endDay, USED_WITHIN_DAYS).some((day) =>
    eventsOfDay(seedHash, reporter, day, endDay).some(({ event }) => FEATURES.has(event)),
  );
  if (mrrCentsOn(account, endDay) > 0) return used ? 'paid-used' : 'paid-silent';
  return used ? 'unpaid-used' : 'neither';
}
