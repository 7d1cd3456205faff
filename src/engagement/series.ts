import { EVENT_BITS, EVENT_MASK, isNobodysIndex, NONE } from './activity';
import type { Activity } from './activity';
import { newFeatureTally, tallyFeatures } from './feature-tally';
import type { FeatureTally } from './feature-tally';
import { add, newUnitTally, REACH, tallyUnit } from './unit-tally';
import type { UnitTally } from './unit-tally';
import { newWork, userKeys } from './user-keys';
import type { Work } from './user-keys';

/** Which activity counts: features of the plan, any event, or just some, by id. */
export type Counted = 'features' | 'anyEvent' | { readonly events: readonly number[] };

/** What is looked at. `accounts` is asked once for each account id. */
export type View = { readonly counted: Counted; readonly accounts?: (accountId: number) => boolean };

/**
 * The sums from which every series is read, of the accounts and events of one view. Users in several accounts are kept apart: what
 * holds of their memberships and what holds of them as one are summed separately, so that they never inflate users.
 */
export type Series = {
  readonly activity: Activity;
  readonly view: View;
  /** 1 for an event that counts. */
  readonly counted: Uint8Array;
  readonly singles: UnitTally;
  readonly sharedMemberships: UnitTally;
  readonly sharedUsers: UnitTally;
  readonly accountUnits: UnitTally;
  readonly userFeatures: FeatureTally;
  readonly accountFeatures: FeatureTally;
  /** Event × day: how often, whoever did it. */
  readonly uses: Float64Array;
  /** How many accounts the arrays below have room for, and are known. */
  accountRoom: number;
  accountsKnown: number;
  /** 1 for an account of the view. */
  included: Uint8Array;
  /** Account × `seenWidth`: its users, as `UnitTally.starts` of its memberships. */
  seen: readonly [Int32Array, Int32Array, Int32Array];
  readonly seenWidth: number;
  /** Account × day × `words`: a bit for each event that was used. */
  used: Uint32Array;
  readonly words: number;
};

/** Everything anew: an update that touches all. */
export function buildSeries(activity: Activity, view: View): Series {
  const { span, events } = activity;
  const accountRoom = Math.ceil(activity.accounts.ids.length * 1.125) + 64;
  const words = Math.max(1, Math.ceil(events.length / 32));
  const seenWidth = span.days + REACH + 1;
  const seen = () => new Int32Array(accountRoom * seenWidth);
  const series: Series = {
    activity,
    view,
    counted: countedEvents(activity, view.counted),
    singles: newUnitTally(span),
    sharedMemberships: newUnitTally(span),
    sharedUsers: newUnitTally(span),
    accountUnits: newUnitTally(span),
    userFeatures: newFeatureTally(events.length, span.days),
    accountFeatures: newFeatureTally(events.length, span.days),
    uses: new Float64Array(events.length * span.days),
    accountRoom,
    accountsKnown: 0,
    included: new Uint8Array(accountRoom),
    seen: [seen(), seen(), seen()],
    seenWidth,
    used: new Uint32Array(accountRoom * span.days * words),
    words,
  };
  learnAccounts(series);
  const work = newWork(activity);
  for (let account = 0; account < series.accountsKnown; account += 1) {
    if (series.included[account] === 0) continue;
    for (let member = first(activity.accountHead, account); member >= 0; member = first(activity.nextOfAccount, member)) {
      noteUses(series, account, member);
      if (isNobody(activity, member)) continue;
      tallyMember(series, member, work.days, 1);
    }
    tallyAccount(series, account, work);
  }
  for (let user = 0; user < activity.users.ids.length; user += 1) tallySharedUser(series, user, work, 1);
  return series;
}

const first = (array: Int32Array, index: number): number => array[index] ?? NONE;

function countedEvents(activity: Activity, counted: Counted): Uint8Array {
  const chosen = typeof counted === 'object' ? new Set(counted.events) : null;
  return Uint8Array.from(activity.events, ({ id, feature }) =>
    (chosen === null ? counted === 'anyEvent' || feature : chosen.has(id)) ? 1 : 0,
  );
}

/** Asks the view about accounts that came since. */
export function learnAccounts(series: Series): void {
  const { ids } = series.activity.accounts;
  for (; series.accountsKnown < ids.length; series.accountsKnown += 1) {
    const isIn = series.view.accounts?.(ids[series.accountsKnown] ?? NONE) ?? true;
    series.included[series.accountsKnown] = isIn ? 1 : 0;
  }
}

export function isNobody(activity: Activity, member: number): boolean {
  return isNobodysIndex(activity, activity.user[member] ?? 0);
}

function noteUses(series: Series, account: number, member: number): void {
  const { activity, counted, uses, used, words } = series;
  const { keys, counts } = activity;
  const { days } = activity.span;
  const from = activity.rowStart[member] ?? 0;
  const to = from + (activity.rowLength[member] ?? 0);
  const base = account * days;
  for (let row = from; row < to; row += 1) {
    const key = keys[row] ?? 0;
    const event = key & EVENT_MASK;
    if (counted[event] === 0) continue;
    const day = key >>> EVENT_BITS;
    const use = event * days + day;
    uses[use] = (uses[use] ?? 0) + (counts[row] ?? 0);
    const word = (base + day) * words + (event >>> 5);
    used[word] = (used[word] ?? 0) | (1 << (event & 31));
  }
}

/** True for a user with a second membership, in whichever account. */
export function isShared(activity: Activity, user: number): boolean {
  const head = first(activity.userHead, user);
  return head >= 0 && first(activity.nextOfUser, head) >= 0;
}

/** The counted days of ascending keys, into `days`. Returns how many. */
export function daysOf(counted: Uint8Array, keys: Uint32Array, from: number, length: number, days: Int32Array): number {
  let found = 0;
  let previous = -1;
  for (let row = from; row < from + length; row += 1) {
    const key = keys[row] ?? 0;
    const day = key >>> EVENT_BITS;
    if (day === previous || counted[key & EVENT_MASK] === 0) continue;
    previous = day;
    days[found] = day;
    found += 1;
  }
  return found;
}

/** The counted days of a membership, into `days`. Returns how many. */
export function membershipDays({ activity, counted }: Series, member: number, days: Int32Array): number {
  return daysOf(counted, activity.keys, activity.rowStart[member] ?? 0, activity.rowLength[member] ?? 0, days);
}

/** Puts a membership in or takes it out, and its user too when it is the only one. */
function tallyMember(series: Series, member: number, days: Int32Array, sign: 1 | -1): void {
  const { activity, counted } = series;
  const from = activity.rowStart[member] ?? 0;
  const length = activity.rowLength[member] ?? 0;
  const found = membershipDays(series, member, days);
  if (found === 0) return;
  const [seen1, seen7, seen30] = series.seen;
  const base = (activity.account[member] ?? 0) * series.seenWidth;
  let previous = -1000;
  for (let index = 0; index < found; index += 1) {
    const day = days[index] ?? 0;
    add(seen1, base + day, sign);
    add(seen7, base + Math.max(day, previous + 7), sign);
    add(seen30, base + Math.max(day, previous + 30), sign);
    previous = day;
  }
  if (isShared(activity, activity.user[member] ?? 0)) {
    tallyUnit(series.sharedMemberships, days, found, sign);
    return;
  }
  tallyUnit(series.singles, days, found, sign);
  tallyFeatures(series.userFeatures, counted, activity.keys, from, length, sign);
}

/** Puts a user of several accounts in or takes it out, as one. */
function tallySharedUser(series: Series, user: number, work: Work, sign: 1 | -1): void {
  const { activity, counted } = series;
  if (!isShared(activity, user) || isNobodysIndex(activity, user)) return;
  const length = userKeys(series, user, work);
  const found = daysOf(counted, work.keys, 0, length, work.days);
  tallyUnit(series.sharedUsers, work.days, found, sign);
  tallyFeatures(series.userFeatures, counted, work.keys, 0, length, sign);
}

/** Puts a user with all memberships of the view in or takes it out. */
export function tallyUser(series: Series, user: number, work: Work, sign: 1 | -1): void {
  const { activity } = series;
  for (let member = first(activity.userHead, user); member >= 0; member = first(activity.nextOfUser, member))
    if (series.included[activity.account[member] ?? 0] === 1) tallyMember(series, member, work.days, sign);
  tallySharedUser(series, user, work, sign);
}

/** The days on which an account was active, into `days`. Returns how many. */
export function accountDays(series: Series, account: number, days: Int32Array): number {
  const { used, words } = series;
  const length = series.activity.span.days;
  const base = account * length * words;
  let found = 0;
  for (let day = 0; day < length; day += 1) {
    for (let word = 0; word < words; word += 1) {
      if (used[base + day * words + word] === 0) continue;
      days[found] = day;
      found += 1;
      break;
    }
  }
  return found;
}

function tallyAccount(series: Series, account: number, { days, keys }: Work): void {
  const { used, words, accountFeatures } = series;
  const found = accountDays(series, account, days);
  if (found === 0) return;
  tallyUnit(series.accountUnits, days, found, 1);
  const base = account * series.activity.span.days * words;
  let length = 0;
  for (let index = 0; index < found; index += 1) {
    const day = days[index] ?? 0;
    for (let word = 0; word < words; word += 1) {
      for (let bits = used[base + day * words + word] ?? 0; bits !== 0; bits &= bits - 1) {
        keys[length] = (day << EVENT_BITS) | (word * 32 + 31 - Math.clz32(bits & -bits));
        length += 1;
      }
    }
  }
  tallyFeatures(accountFeatures, series.counted, keys, 0, length, 1);
}
