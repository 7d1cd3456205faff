import { dayFromNumber } from '../../src/platform/days';
import type { SimAccount } from './account';
import { checklistPlan } from '../../src/checklist/plan';
import { actsOfDay, adoptionDays, type ChecklistEvent } from './activity';
import type { DayIndex } from './calendar';
import type { Window } from './journey';
import { PRODUCT } from './product';
import { mix, randomFrom } from './random';

/** A Segment track call, as an observed site sends it. */
export type SegmentEvent = {
  readonly type: 'track';
  readonly event: string;
  readonly messageId: string;
  /** A user's act has this. */
  readonly userId?: string;
  /** An account's own event, without a user, has this: the entitlement number. */
  readonly anonymousId?: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly context: {
    readonly groupId: string;
    readonly app: { readonly name: string; readonly version: string };
    readonly forge: {
      readonly cloudId: string;
      readonly entitlementId: string;
      readonly appKey: string;
      readonly environmentType: 'PRODUCTION';
      /** Whether the plan marks the event as a feature. */
      readonly feature: boolean;
    };
  };
};
/** A Segment group call, as the kit introduces a user: what they are in the account stands in its context. */
export type SegmentIntroduction = {
  readonly type: 'group';
  readonly messageId: string;
  readonly userId: string;
  readonly groupId: string;
  readonly timestamp: string;
  readonly traits: Readonly<Record<string, never>>;
  readonly context: SegmentEvent['context'] & { readonly traits: { readonly role: string; readonly firstSeenDay: string } };
};
/** `introductions`: of those who did something for the first time. */
export type MonthOfEvents = {
  readonly month: string;
  readonly events: SegmentEvent[];
  readonly introductions: SegmentIntroduction[];
};

export const HEARTBEAT = 'Site Observed';
/** Heartbeats come daily; history keeps one a week, which is enough to tell when a site was observed. */
const DAILY_HEARTBEAT_DAYS = 10;
const FIRST_VERSION_DAY = 20_000;
/** Small enough that an act's own second and its place in the day stay within one minute. */
const MS_PER_MINUTE = 60_000;

export type Reporter = { readonly account: SimAccount; readonly adopted: ReadonlyMap<ChecklistEvent, DayIndex> };

/** The accounts whose events reach the vendor. The others are used all the same; nobody sees it. */
export function reporters(seed: string, accounts: readonly SimAccount[]): Reporter[] {
  return accounts
    .filter(({ truth }) => truth.notObservedBecause === null)
    .map((account) => ({ account, adopted: adoptionDays(seed, account) }));
}

export function hasHeartbeat(account: SimAccount, day: DayIndex, endDay: DayIndex): boolean {
  const installed = day >= account.journey.arc.installedDay && (account.uninstalledDay === null || day < account.uninstalledDay);
  return installed && account.truth.notObservedBecause === null && (day > endDay - DAILY_HEARTBEAT_DAYS || (day + account.index) % 7 === 0);
}

/** All that one account reports of one day, heartbeat included, ordered by time. */
export function eventsOfDay(seedHash: number, reporter: Reporter, day: DayIndex, endDay: DayIndex): SegmentEvent[] {
  const { account, adopted } = reporter;
  const acts = actsOfDay(seedHash, account, adopted, day);
  const heartbeat = hasHeartbeat(account, day, endDay);
  if (acts.length === 0 && !heartbeat) return [];
  const random = randomFrom(seedHash, account.index, day, 1);
  const contextOf = (feature: boolean): SegmentEvent['context'] => ({
    groupId: account.entitlement.number,
    app: { name: PRODUCT.appKey, version: `2.${String(Math.max(0, Math.floor((day - FIRST_VERSION_DAY) / 28)))}.0` },
    forge: {
      cloudId: account.site.cloudId,
      entitlementId: account.entitlement.id,
      appKey: PRODUCT.appKey,
      environmentType: 'PRODUCTION',
      feature,
    },
  });
  const [ofFeature, ofRest] = [contextOf(true), contextOf(false)];
  const at = (minuteOfDay: number): string =>
    new Date(day * 86_400_000 + minuteOfDay * MS_PER_MINUTE + random.int(0, MS_PER_MINUTE - 1)).toISOString();
  const events = acts.map(({ user, event, minuteOfDay, properties }): SegmentEvent => ({
    type: 'track',
    event,
    messageId: random.uuid(),
    userId: user.accountId,
    timestamp: at(minuteOfDay),
    properties,
    context: checklistPlan[event].feature ? ofFeature : ofRest,
  }));
  if (heartbeat) {
    const minuteOfDay = mix(seedHash, account.index) % 1440;
    events.push({
      type: 'track',
      event: HEARTBEAT,
      messageId: random.uuid(),
      anonymousId: account.entitlement.number,
      timestamp: at(minuteOfDay),
      properties: { licence: licenceOn(account, day) },
      context: ofRest,
    });
  }
  return events.sort(byTime);
}

/** What the run time would say of the licence that day. */
function licenceOn(account: SimAccount, day: DayIndex): 'active' | 'evaluation' | 'inactive' {
  const state = account.licenceHistory.findLast(({ fromDay }) => fromDay <= day);
  if (state?.status !== 'active') return 'inactive';
  return state.licenseType === 'EVALUATION' ? 'evaluation' : 'active';
}

/** Month by month, so that eighteen months never sit in memory at once. */
export function* eventsByMonth(seedHash: number, accounts: readonly Reporter[], window: Window): Generator<MonthOfEvents> {
  let current: MonthOfEvents | null = null;
  const introduced = new Set<string>();
  for (let day = window.startDay; day <= window.endDay; day += 1) {
    const month = dayFromNumber(day).slice(0, 7);
    if (current !== null && current.month !== month) {
      yield current;
      current = null;
    }
    current ??= { month, events: [], introductions: [] };
    const ofAccounts = accounts.map((reporter) => eventsOfDay(seedHash, reporter, day, window.endDay));
    const ofDay = ofAccounts.flat().sort(byTime);
    current.introductions.push(
      ...accounts.flatMap((reporter, index) => introductions(seedHash, reporter, ofAccounts[index] ?? [], introduced)),
    );
    current.events.push(...ofDay);
  }
  if (current !== null) yield current;
}

/** Of whoever is not `introduced` yet, who then is. */
function introductions(
  seedHash: number,
  { account }: Reporter,
  events: readonly SegmentEvent[],
  introduced: Set<string>,
): SegmentIntroduction[] {
  return events.flatMap(({ userId, timestamp, context }): SegmentIntroduction[] => {
    const user = account.users.findIndex(({ accountId }) => accountId === userId);
    const { appRole } = account.users[user] ?? {};
    const pair = `${String(account.index)}|${String(user)}`;
    if (userId === undefined || appRole === undefined || introduced.has(pair)) return [];
    introduced.add(pair);
    return [
      {
        type: 'group',
        messageId: randomFrom(seedHash, account.index, 'introduction', user).uuid(),
        userId,
        groupId: context.groupId,
        timestamp,
        traits: {},
        context: { ...context, traits: { role: appRole, firstSeenDay: timestamp.slice(0, 10) } },
      },
    ];
  });
}

function byTime(one: SegmentEvent, other: SegmentEvent): number {
  return one.timestamp < other.timestamp ? -1 : one.timestamp > other.timestamp ? 1 : one.messageId < other.messageId ? -1 : 1;
}
