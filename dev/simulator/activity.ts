import type { checklistPlan } from '../../src/checklist/plan';
import type { EventName } from '../../src/tracking/define-plan';
import type { SimAccount } from './account';
import { workFactor, type DayIndex } from './calendar';
import { habitLevel, settledUse } from './habit';
import { randomFrom, type Random } from './random';
import type { SimUser } from './users';

export type ChecklistEvent = EventName<typeof checklistPlan>;
/** One thing done. `minuteOfDay` is UTC. */
export type Act = {
  readonly user: SimUser;
  readonly event: ChecklistEvent;
  readonly minuteOfDay: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
};

/** Scales every user's days of use; set so that 300 accounts make some 90,000 events in 18 months. */
const PRESENCE = 0.65;
const ACTS_A_DAY = 2.4;

type Taste = {
  readonly event: Exclude<ChecklistEvent, 'Checklist Viewed'>;
  readonly weight: number;
  /** Share of accounts of middling fit that take it up. */ readonly reach: number;
  readonly lead: number;
};
const TASTES: readonly Taste[] = [
  { event: 'Item Ticked', weight: 40, reach: 1, lead: 0.9 },
  { event: 'Item Added', weight: 22, reach: 1, lead: 1.2 },
  { event: 'Item Renamed', weight: 7, reach: 0.9, lead: 1 },
  { event: 'Item Unticked', weight: 5, reach: 0.9, lead: 1 },
  { event: 'Item Moved', weight: 6, reach: 0.6, lead: 1.2 },
  { event: 'Item Deleted', weight: 4, reach: 0.85, lead: 1 },
  { event: 'Template Applied', weight: 9, reach: 0.45, lead: 2.5 },
  { event: 'Template Saved', weight: 2, reach: 0.35, lead: 4 },
  { event: 'Template Deleted', weight: 0.5, reach: 0.2, lead: 4 },
  { event: 'Checklist Copied', weight: 3, reach: 0.3, lead: 2 },
  { event: 'Ticked Cleared', weight: 2, reach: 0.35, lead: 1.5 },
];

/** When the account first used each feature: the better it fits, the more of them, and the sooner. Infinity: never. */
export function adoptionDays(seed: string, account: SimAccount): ReadonlyMap<ChecklistEvent, DayIndex> {
  const random = randomFrom(seed, 'adoption', account.index);
  return new Map(
    TASTES.map(({ event, reach }) => {
      const adopts = random.chance(Math.min(1, reach * (0.5 + account.truth.fit)));
      const wait = reach === 1 ? 0 : random.int(0, Math.round(10 + 120 * (1 - account.truth.fit)));
      return [event, adopts || reach === 1 ? account.journey.arc.installedDay + wait : Infinity];
    }),
  );
}

/** What the users of an account did on one day, in no order. The same for the same seed, account and day, whatever else was asked. */
export function actsOfDay(seedHash: number, account: SimAccount, adopted: ReadonlyMap<ChecklistEvent, DayIndex>, day: DayIndex): Act[] {
  const { arc } = account.journey;
  const settled = habitLevel(arc, day) * settledUse(account.truth);
  const level = settled === 0 ? 0 : settled * workFactor(day, account.company.region);
  if (level <= 0.002) return [];
  const random = randomFrom(seedHash, account.index, day);
  const acts: Act[] = [];
  for (const user of account.users) {
    if (day < user.joinedDay || (user.leftDay !== null && day >= user.leftDay)) continue;
    // People try a new tool more often than they later use it.
    const novelty = 1 + 0.8 * Math.exp(-(day - user.joinedDay) / 12);
    if (!random.chance(Math.min(0.95, user.intensity * level * novelty * PRESENCE))) continue;
    acts.push(...session(account, user, adopted, day, random));
  }
  return acts;
}

function session(account: SimAccount, user: SimUser, adopted: ReadonlyMap<ChecklistEvent, DayIndex>, day: DayIndex, random: Random): Act[] {
  const place = random.chance(account.parentProduct.name === 'Confluence' ? 0.7 : 0.12) ? 'page' : 'issue';
  const start = (8 + 9 * random.next() - account.company.utcOffsetHours + 48) * 60;
  const open = TASTES.filter(({ event }) => (adopted.get(event) ?? Infinity) <= day);
  const weights = open.map(({ weight, lead }) => weight * (user.role === 'member' ? 1 : lead));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const at = (step: number): number => Math.floor(start + step * 1.5) % 1440;
  const acts: Act[] = [{ user, event: 'Checklist Viewed', minuteOfDay: at(0), properties: { place, items: random.int(0, 12) } }];
  const count = random.count(ACTS_A_DAY);
  for (let step = 1; step <= count; step += 1) {
    let draw = random.next() * total;
    const index = weights.findIndex((weight) => (draw -= weight) < 0);
    const event = open[Math.max(0, index)]?.event;
    if (event !== undefined) acts.push({ user, event, minuteOfDay: at(step), properties: propertiesOf(event, place, random) });
  }
  return acts;
}

function propertiesOf(event: Taste['event'], place: 'issue' | 'page', random: Random): Act['properties'] {
  switch (event) {
    case 'Item Added':
      return { place, items: random.int(1, 14) };
    case 'Item Ticked':
      return { place, allDone: random.chance(0.18) };
    case 'Template Applied':
    case 'Template Saved':
    case 'Checklist Copied':
    case 'Ticked Cleared':
      return { place, items: random.int(1, 12) };
    case 'Item Renamed':
    case 'Item Unticked':
    case 'Item Moved':
    case 'Item Deleted':
    case 'Template Deleted':
      return { place };
  }
}
