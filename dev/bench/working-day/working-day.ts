import { randomFrom, type Random } from '../../simulator/random';
import type { CapturedEvent } from '../../../src/tracking/bridge-client';

/** One thing that a user does. `at` in milliseconds. */
export type Step = CapturedEvent & { readonly at: number };
/** A page that one user has open: what happens there, and when it is left. */
export type Visit = { readonly accountId: string; readonly steps: readonly Step[]; readonly leftAt: number };

export type DayShape = {
  readonly seed: string;
  /** Midnight UTC, in milliseconds. */
  readonly day: number;
  readonly users: number;
  readonly eventsPerUser: number;
  readonly visitsPerUser: number;
  readonly medianGapMs: number;
};

const HOUR_MS = 3_600_000;
const STARTS_AT_HOUR = 8;
const HOURS = 9;
/** Spread of the logarithm of a gap: most are near the median, now and then someone reads for a minute. */
const GAP_SPREAD = 0.8;
const MAX_GAP_MS = 120_000;

/** What a visit is made of; the more often something stands here, the more often it is done. */
const DEEDS = ['tick', 'tick', 'tick', 'add', 'untick', 'rename', 'move'] as const;

export const accountIdOf = (user: number): string => `user-${String(user).padStart(3, '0')}`;

/** What a site's users do on one working day. The same shape gives the same day, to the millisecond. */
export function workingDay(shape: DayShape): Visit[] {
  return Array.from({ length: shape.users }, (_, user) => visitsOf(user, shape)).flat();
}

function visitsOf(user: number, { seed, day, eventsPerUser, visitsPerUser, medianGapMs }: DayShape): Visit[] {
  const random = randomFrom(seed, 'working-day', user);
  const slotMs = (HOURS * HOUR_MS) / visitsPerUser;
  return Array.from({ length: visitsPerUser }, (_, visit) => {
    const events = Math.floor(eventsPerUser / visitsPerUser) + (visit < eventsPerUser % visitsPerUser ? 1 : 0);
    let at = day + STARTS_AT_HOUR * HOUR_MS + visit * slotMs + Math.floor(random.next() * 0.75 * slotMs);
    const steps: Step[] = [];
    for (let index = 0; index < events; index += 1) {
      steps.push({ at, ...doneBy(random, index === 0) });
      at += Math.round(Math.min(MAX_GAP_MS, medianGapMs * Math.exp(GAP_SPREAD * random.normal())));
    }
    return { accountId: accountIdOf(user), steps, leftAt: at };
  });
}

/** A visit opens a checklist, then works on it. */
function doneBy(random: Random, first: boolean): CapturedEvent {
  const place = 'issue';
  const items = random.int(1, 12);
  if (first) return { event: 'Checklist Viewed', properties: { place, items } };
  switch (random.pick(DEEDS)) {
    case 'tick':
      return { event: 'Item Ticked', properties: { place, allDone: random.chance(0.1) } };
    case 'add':
      return { event: 'Item Added', properties: { place, items } };
    case 'untick':
      return { event: 'Item Unticked', properties: { place } };
    case 'rename':
      return { event: 'Item Renamed', properties: { place } };
    case 'move':
      return { event: 'Item Moved', properties: { place } };
  }
}
