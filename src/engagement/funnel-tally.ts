import { ratio } from './active-units';
import { medianOf } from './adoption';
import type { FunnelLimit } from './funnel';

/**
 * Who did which step on which day, as one number: sorted, they are in the order of users, days and steps. Users are whole numbers below
 * 2^31, days count from 1970-01-01 and are below 2^16, steps are 0 to 7.
 */
export const entryOf = (userId: number, day: number, step: number): number => (userId * 65_536 + day) * 8 + step;

export type FunnelWalk = {
  readonly steps: number;
  readonly limit: FunnelLimit;
  /** The first step is done in [fromDay, toDay). */
  readonly fromDay: number;
  readonly toDay: number;
};

export type FunnelTally = {
  readonly walk: FunnelWalk;
  /** By step: units that came this far, on whichever try. */
  readonly units: number[];
  /** By step and days: units by the days from the step before, and from the first, when they first came this far. */
  readonly gaps: number[][];
  readonly waits: number[][];
};

export function newFunnelTally(walk: FunnelWalk): FunnelTally {
  const each = <T>(make: () => T) => Array.from({ length: walk.steps }, make);
  return { walk, units: each(() => 0), gaps: each(() => []), waits: each(() => []) };
}

/** Adds each user of one account as a unit of its own; user 0 is nobody in particular and none. `entries` ascend. */
export function tallyUsers(tally: FunnelTally, entries: Float64Array): void {
  const perUser = entryOf(1, 0, 0);
  for (let from = 0; from < entries.length;) {
    const userId = Math.floor((entries[from] ?? 0) / perUser);
    let to = from + 1;
    while (to < entries.length && Math.floor((entries[to] ?? 0) / perUser) === userId) to += 1;
    if (userId > 0) tallyUnit(tally, entries, from, to);
    from = to;
  }
}

/** Adds an account as one unit: whatever anybody did in it. All entries are of one user. */
export function tallyAccount(tally: FunnelTally, entries: Float64Array): void {
  tallyUnit(tally, entries, 0, entries.length);
}

/**
 * Walks a unit's days. Of each step it keeps the latest day on which the unit was there and the first step of the way that led there:
 * whoever is late on an older try may be in time on a newer one. Entries of one day come in the order of steps, so they count as done in it.
 */
function tallyUnit({ walk, units, gaps, waits }: FunnelTally, entries: Float64Array, from: number, to: number): void {
  const on: number[] = [];
  const start: number[] = [];
  for (let index = from; index < to; index += 1) {
    const entry = entries[index] ?? 0;
    const step = entry % 8;
    const day = Math.floor(entry / 8) % 65_536;
    if (step === 0) {
      if (day < walk.fromDay || day >= walk.toDay) continue;
      if (start[0] === undefined) units[0] = (units[0] ?? 0) + 1;
      on[0] = day;
      start[0] = day;
      continue;
    }
    const [before, began] = [on[step - 1], start[step - 1]];
    if (before === undefined || began === undefined || isLate(walk.limit, day - before, day - began)) continue;
    if (on[step] === undefined) {
      units[step] = (units[step] ?? 0) + 1;
      addOne(gaps[step], day - before);
      addOne(waits[step], day - began);
    }
    on[step] = day;
    start[step] = began;
  }
}

function isLate(limit: FunnelLimit, sinceStep: number, sinceStart: number): boolean {
  return 'perStepDays' in limit ? sinceStep > limit.perStepDays : sinceStart > limit.totalDays;
}

function addOne(counts: number[] | undefined, days: number): void {
  if (counts === undefined) return;
  while (counts.length <= days) counts.push(0);
  counts[days] = (counts[days] ?? 0) + 1;
}

export type TalliedStep = {
  readonly units: number;
  readonly ofPrevious: number | null;
  readonly ofFirst: number | null;
  /** Half of those who came this far took so many days at most from the step before, and from the first; null without any. */
  readonly medianDays: number | null;
  readonly medianDaysFromFirst: number | null;
};

export function funnelSteps({ units, gaps, waits }: FunnelTally): TalliedStep[] {
  return units.map((came, step) => ({
    units: came,
    ofPrevious: ratio(came, units[Math.max(0, step - 1)] ?? 0),
    ofFirst: ratio(came, units[0] ?? 0),
    medianDays: medianOf(gaps[step] ?? []),
    medianDaysFromFirst: medianOf(waits[step] ?? []),
  }));
}
