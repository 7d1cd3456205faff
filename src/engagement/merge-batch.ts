import { EVENT_BITS, isNobodysIndex, longer, NONE } from './activity';
import type { Activity, ActivityRow } from './activity';
import { linkMembership } from './build-activity';
import { indexFor, indexOf } from './id-table';
import { isShared, learnAccounts, tallyUser } from './series';
import type { Series } from './series';
import { noteAccountUse, noteUserUse, roomForAccounts } from './update-series';
import { newWork } from './user-keys';

/** What a batch changed: accounts and users by id, and how many rows were new or larger than known. */
export type Touched = { readonly rows: number; readonly accounts: readonly number[]; readonly users: readonly number[] };

/** All indices but for `row`; `member` is -1 for a membership that is not there yet. */
type Change = {
  readonly row: ActivityRow;
  readonly account: number;
  readonly user: number;
  readonly member: number;
  readonly event: number;
  readonly day: number;
};

/**
 * Takes rows into the activity and into the series that are kept of it, in any order, late or repeated: a row that says no more than is
 * known changes nothing. Only the users and accounts that the rest names are looked at.
 */
export function mergeBatch(activity: Activity, kept: readonly Series[], rows: readonly ActivityRow[]): Touched {
  const byUser = new Map<number, Change[]>();
  for (const row of rows) {
    const change = changeOf(activity, row);
    if (change === null) continue;
    const changes = byUser.get(change.user);
    if (changes === undefined) byUser.set(change.user, [change]);
    else changes.push(change);
  }
  for (const series of kept) {
    roomForAccounts(series);
    learnAccounts(series);
  }
  const work = newWork(activity);
  const accounts = new Set<number>();
  const users = new Set<number>();
  let changed = 0;
  for (const [user, changes] of byUser) {
    const isSomebody = !isNobodysIndex(activity, user);
    // Users are moved use by use, but for those who become shared: they are taken out and put back.
    const isWhole = isSomebody && mayBecomeShared(activity, user, changes);
    if (isWhole) for (const series of kept) tallyUser(series, user, work, -1);
    for (const change of changes) {
      const more = takeRow(activity, change, (member) => {
        if (isSomebody && !isWhole) for (const series of kept) noteUserUse(series, change, member, work);
      });
      if (more === 0) continue;
      changed += 1;
      accounts.add(change.row.account);
      users.add(change.row.user);
      for (const series of kept) noteAccountUse(series, change.account, change.event, change.day, more, work.days);
    }
    if (isWhole) for (const series of kept) tallyUser(series, user, work, 1);
  }
  return { rows: changed, accounts: [...accounts], users: [...users] };
}

function mayBecomeShared(activity: Activity, user: number, changes: readonly Change[]): boolean {
  if (isShared(activity, user) || changes.every(({ member }) => member >= 0)) return false;
  return changes.length > 1 || (activity.userHead[user] ?? NONE) >= 0;
}

/** Null for what is known already or is set aside. */
function changeOf(activity: Activity, row: ActivityRow): Change | null {
  const day = row.day - activity.span.fromDay;
  const event = activity.eventIndex.get(row.event);
  const { setAside } = activity;
  if (day < 0 || day >= activity.span.days) setAside.outsideSpan += 1;
  else if (event === undefined) setAside.unknownEvent += 1;
  else if (row.count <= 0) setAside.withoutCount += 1;
  else {
    const member = memberOf(activity, indexOf(activity.accounts, row.account), indexOf(activity.users, row.user));
    if (row.count <= knownCount(activity, member, (day << EVENT_BITS) | event)) return null;
    return { row, account: accountFor(activity, row.account), user: userFor(activity, row.user), member, event, day };
  }
  return null;
}

function knownCount(activity: Activity, member: number, key: number): number {
  if (member < 0) return 0;
  const place = placeOf(activity, member, key);
  return place < rowsEnd(activity, member) && activity.keys[place] === key ? (activity.counts[place] ?? 0) : 0;
}

function accountFor(activity: Activity, id: number): number {
  const index = indexFor(activity.accounts, id);
  if (index >= activity.accountHead.length) activity.accountHead = longer(activity.accountHead, index * 2, NONE);
  return index;
}

function userFor(activity: Activity, id: number): number {
  const index = indexFor(activity.users, id);
  if (index >= activity.userHead.length) activity.userHead = longer(activity.userHead, index * 2, NONE);
  return index;
}

/** A user is in few accounts, an account has fewer users than there are accounts for nobody in particular: the shorter list is walked. */
function memberOf(activity: Activity, account: number, user: number): number {
  if (account < 0 || user < 0) return NONE;
  if (isNobodysIndex(activity, user)) {
    let nobody = activity.accountHead[account] ?? NONE;
    while (nobody >= 0 && activity.user[nobody] !== user) nobody = activity.nextOfAccount[nobody] ?? NONE;
    return nobody;
  }
  let member = activity.userHead[user] ?? NONE;
  while (member >= 0 && activity.account[member] !== account) member = activity.nextOfUser[member] ?? NONE;
  return member;
}

const rowsEnd = (activity: Activity, member: number): number => (activity.rowStart[member] ?? 0) + (activity.rowLength[member] ?? 0);

/** The first place among a membership's rows whose key is not smaller. */
function placeOf(activity: Activity, member: number, key: number): number {
  let low = activity.rowStart[member] ?? 0;
  let high = rowsEnd(activity, member);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((activity.keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns by how much the count of the row's key grew. `beforeNew` is called before a key is added that the membership lacks. */
function takeRow(
  activity: Activity,
  { row: { count }, account, user, member: known, event, day }: Change,
  beforeNew: (member: number) => void,
): number {
  const key = (day << EVENT_BITS) | event;
  let member = known < 0 ? memberOf(activity, account, user) : known;
  if (member < 0) member = newMembership(activity, account, user);
  let place = placeOf(activity, member, key);
  if (place < rowsEnd(activity, member) && activity.keys[place] === key) {
    const before = activity.counts[place] ?? 0;
    if (count <= before) return 0;
    activity.counts[place] = count;
    return count - before;
  }
  beforeNew(member);
  if ((activity.rowLength[member] ?? 0) === (activity.rowRoom[member] ?? 0)) place += moveToEnd(activity, member);
  const end = rowsEnd(activity, member);
  activity.keys.copyWithin(place + 1, place, end);
  activity.counts.copyWithin(place + 1, place, end);
  activity.keys[place] = key;
  activity.counts[place] = count;
  activity.rowLength[member] = (activity.rowLength[member] ?? 0) + 1;
  return count;
}

const PER_MEMBERSHIP = ['account', 'user', 'nextOfAccount', 'nextOfUser', 'rowStart', 'rowLength', 'rowRoom'] as const;

function newMembership(activity: Activity, account: number, user: number): number {
  const member = activity.memberships;
  if (member === activity.account.length) for (const name of PER_MEMBERSHIP) activity[name] = longer(activity[name], member * 2);
  activity.memberships += 1;
  activity.account[member] = account;
  activity.user[member] = user;
  activity.rowStart[member] = activity.rowsUsed;
  activity.rowLength[member] = 0;
  activity.rowRoom[member] = 0;
  linkMembership(activity, member);
  return member;
}

/** Gives a membership more room behind all rows. Returns how far it moved. */
function moveToEnd(activity: Activity, member: number): number {
  const start = activity.rowStart[member] ?? 0;
  const length = activity.rowLength[member] ?? 0;
  const room = length + (length >>> 2) + 4;
  const to = activity.rowsUsed;
  if (to + room > activity.keys.length) {
    const keys = new Uint32Array(Math.ceil((to + room) * 1.25));
    const counts = new Uint32Array(keys.length);
    keys.set(activity.keys);
    counts.set(activity.counts);
    activity.keys = keys;
    activity.counts = counts;
  }
  activity.keys.copyWithin(to, start, start + length);
  activity.counts.copyWithin(to, start, start + length);
  activity.rowStart[member] = to;
  activity.rowRoom[member] = room;
  activity.rowsUsed = to + room;
  return to - start;
}
