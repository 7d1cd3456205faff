import { EVENT_BITS, EVENT_MASK, longer, NONE } from './activity';
import { moveDelay, tallyMoreUse } from './feature-tally';
import { accountDays, daysOf, isShared, membershipDays } from './series';
import type { Series } from './series';
import { moveStarts, tallyMoreDay } from './unit-tally';
import { userKeys } from './user-keys';
import type { Work } from './user-keys';

/** An event was counted `more` times in an account on a day: adds it to the account's days and uses. `days` is working memory. */
export function noteAccountUse(series: Series, account: number, event: number, day: number, more: number, days: Int32Array): void {
  if (series.included[account] === 0 || series.counted[event] === 0) return;
  const use = event * series.activity.span.days + day;
  series.uses[use] = (series.uses[use] ?? 0) + more;
  if (isUsed(series, account, event, day)) return;
  if (!isActive(series, account, day)) noteAccountDay(series, account, day, days);
  const before = nextUse(series, account, event, day, -1);
  const word = wordOf(series, account, event, day);
  series.used[word] = (series.used[word] ?? 0) | (1 << (event & 31));
  // Only a first use asks how long the account has been there; its first day is in by now.
  const unitFirst = before === null ? firstDayOf(series, account) : 0;
  tallyMoreUse(series.accountFeatures, event, day, { before, after: nextUse(series, account, event, day, 1), unitFirst });
}

function noteAccountDay(series: Series, account: number, day: number, days: Int32Array): void {
  const length = accountDays(series, account, days);
  tallyMoreDay(series.accountUnits, days, length, placeOf(days, length, day), day);
  const oldFirst = days[0] ?? 0;
  if (length === 0 || oldFirst < day) return;
  // Everything that the account adopted took so much longer.
  for (let event = 0; event < series.activity.events.length; event += 1) {
    const firstUse = nextUse(series, account, event, -1, 1);
    if (firstUse !== null) moveDelay(series.accountFeatures, event, firstUse, oldFirst, day);
  }
}

function isActive(series: Series, account: number, day: number): boolean {
  const from = wordOf(series, account, 0, day);
  for (let word = from; word < from + series.words; word += 1) if (series.used[word] !== 0) return true;
  return false;
}

function firstDayOf(series: Series, account: number): number {
  let day = 0;
  while (day < series.activity.span.days && !isActive(series, account, day)) day += 1;
  return day;
}

/** All indices. */
type Use = { readonly account: number; readonly user: number; readonly event: number; readonly day: number };

/** A user is about to do an event on a day on which the membership has not: adds it to what the rows say so far. */
export function noteUserUse(series: Series, { account, user, event, day }: Use, member: number, work: Work): void {
  const { activity, counted } = series;
  if (series.included[account] === 0 || counted[event] === 0) return;
  const shared = isShared(activity, user);
  const { days } = work;
  const length = membershipDays(series, member, days);
  const place = placeOf(days, length, day);
  if (place === length || days[place] !== day) {
    tallyMoreDay(shared ? series.sharedMemberships : series.singles, days, length, place, day);
    const before = place > 0 ? (days[place - 1] ?? 0) : null;
    moveStarts(series.seen, account * series.seenWidth, before, day, place < length ? (days[place] ?? 0) : null);
  }
  if (!shared) {
    noteFeatureUse(series, activity.keys, activity.rowStart[member] ?? 0, activity.rowLength[member] ?? 0, event, day);
    return;
  }
  const keys = userKeys(series, user, work);
  const userLength = daysOf(counted, work.keys, 0, keys, days);
  const userPlace = placeOf(days, userLength, day);
  if (userPlace === userLength || days[userPlace] !== day) tallyMoreDay(series.sharedUsers, days, userLength, userPlace, day);
  noteFeatureUse(series, work.keys, 0, keys, event, day);
}

/** The first of ascending days that is not before `day`. */
function placeOf(days: Int32Array, length: number, day: number): number {
  let place = length;
  while (place > 0 && (days[place - 1] ?? 0) >= day) place -= 1;
  return place;
}

/** Adds a use to those of a user, which are `length` ascending keys from `from` on; one that is among them already changes nothing. */
function noteFeatureUse(series: Series, keys: Uint32Array, from: number, length: number, event: number, day: number): void {
  const { counted, userFeatures } = series;
  let before: number | null = null;
  let after: number | null = null;
  let oldFirst = NONE;
  for (let row = from; row < from + length; row += 1) {
    const key = keys[row] ?? 0;
    const other = key & EVENT_MASK;
    const useDay = key >>> EVENT_BITS;
    if (oldFirst < 0 && counted[other] === 1) oldFirst = useDay;
    if (other !== event) continue;
    if (useDay < day) before = useDay;
    else {
      after = useDay;
      break;
    }
  }
  if (after === day) return;
  if (oldFirst > day) moveDelays(series, keys, from, length, oldFirst, day);
  const unitFirst = oldFirst < 0 || oldFirst > day ? day : oldFirst;
  tallyMoreUse(userFeatures, event, day, { before, after, unitFirst });
}

/** A user began earlier than known. */
function moveDelays(series: Series, keys: Uint32Array, from: number, length: number, oldFirst: number, newFirst: number): void {
  const seen = new Set<number>();
  for (let row = from; row < from + length; row += 1) {
    const key = keys[row] ?? 0;
    const event = key & EVENT_MASK;
    if (series.counted[event] === 0 || seen.has(event)) continue;
    seen.add(event);
    moveDelay(series.userFeatures, event, key >>> EVENT_BITS, oldFirst, newFirst);
  }
}

const wordOf = (series: Series, account: number, event: number, day: number): number =>
  (account * series.activity.span.days + day) * series.words + (event >>> 5);

/** Whether an account used an event on a day; both are indices. */
export function isUsed(series: Series, account: number, event: number, day: number): boolean {
  return (((series.used[wordOf(series, account, event, day)] ?? 0) >>> (event & 31)) & 1) === 1;
}

function nextUse(series: Series, account: number, event: number, day: number, step: 1 | -1): number | null {
  for (let each = day + step; each >= 0 && each < series.activity.span.days; each += step)
    if (isUsed(series, account, event, each)) return each;
  return null;
}

/** Makes room for the accounts that came since. */
export function roomForAccounts(series: Series): void {
  const needed = series.activity.accounts.ids.length;
  if (needed <= series.accountRoom) return;
  const room = needed * 2;
  const [seen1, seen7, seen30] = series.seen;
  const width = room * series.seenWidth;
  series.seen = [longer(seen1, width), longer(seen7, width), longer(seen30, width)];
  const used = new Uint32Array(room * series.activity.span.days * series.words);
  used.set(series.used);
  series.used = used;
  const included = new Uint8Array(room);
  included.set(series.included);
  series.included = included;
  series.accountRoom = room;
}
