import { EVENT_BITS, longer, newEventIndex, NONE } from './activity';
import type { Activity, ActivityColumns, KnownEvent, SetAside } from './activity';
import type { Span } from './calendar';
import { indexFor, newIdTable } from './id-table';
import type { IdTable } from './id-table';

/** Room for what comes later, so that a batch seldom has to move everything. */
const SLACK = 1.125;
/** The same with the room that memberships get on top. */
const ROOM_SLACK = 1.375;
const SPARE = 4096;
const COUNT_RANGE = 2 ** 32;
/** Rows that a membership gets room for: it grows in place for a while. */
const roomFor = (rows: number): number => rows + (rows >>> 3) + 2;
/** Up to so many rows are sorted by insertion. */
const FEW = 24;

/**
 * Sorts and indexes rows: spread over their accounts, then over the memberships of the account, then each membership by day and
 * event. Of rows with one key the largest count stays. Linear in the rows but for the last step, which sorts a few at a time.
 */
export function buildActivity(rows: ActivityColumns, span: Span, events: readonly KnownEvent[]): Activity {
  const eventIndex = newEventIndex(events, span);
  const setAside: SetAside = { outsideSpan: 0, unknownEvent: 0, withoutCount: 0 };
  const accounts = newIdTable();
  const users = newIdTable();
  const spread = spreadOverAccounts(rows, span, eventIndex, { accounts, setAside });
  const sorted = sortMemberships(spread, users);
  const used = sorted.memberships;
  const room = Math.ceil(used * SLACK) + SPARE;
  const fit = (array: Int32Array) => longer(array.subarray(0, used), room);
  const activity: Activity = {
    span,
    events,
    eventIndex,
    accounts,
    users,
    setAside,
    accountHead: new Int32Array(accounts.ids.length + SPARE).fill(NONE),
    userHead: new Int32Array(Math.ceil(users.ids.length * SLACK) + SPARE).fill(NONE),
    memberships: used,
    account: fit(sorted.account),
    user: fit(sorted.user),
    nextOfAccount: new Int32Array(room).fill(NONE),
    nextOfUser: new Int32Array(room).fill(NONE),
    rowStart: fit(sorted.rowStart),
    rowLength: fit(sorted.rowLength),
    rowRoom: fit(sorted.rowLength).map(roomFor),
    rowsUsed: sorted.rowsUsed,
    keys: sorted.keys,
    counts: sorted.counts,
  };
  // From the last to the first, so that the lists run in the order of the rows.
  for (let member = used - 1; member >= 0; member -= 1) linkMembership(activity, member);
  return activity;
}

/** Puts a membership before the others of its account and of its user. */
export function linkMembership(activity: Activity, member: number): void {
  const { account, user, accountHead, userHead, nextOfAccount, nextOfUser } = activity;
  const a = account[member] ?? 0;
  const u = user[member] ?? 0;
  nextOfAccount[member] = accountHead[a] ?? NONE;
  accountHead[a] = member;
  nextOfUser[member] = userHead[u] ?? NONE;
  userHead[u] = member;
}

type Spread = {
  /** Where the rows of each account end; the next account's begin there. */
  readonly ends: Int32Array;
  /** Two doubles a row, side by side in memory: the user's id; key and count, which sort by day, event, count. */
  readonly pairs: Float64Array;
};
type Tables = { readonly accounts: IdTable; readonly setAside: SetAside };

function spreadOverAccounts(rows: ActivityColumns, span: Span, eventIndex: ReadonlyMap<number, number>, tables: Tables): Spread {
  const { account, user, event, day, count } = rows;
  const { accounts, setAside } = tables;
  const eventOf = eventTable(eventIndex);
  const length = account.length;
  const accountOf = new Int32Array(length);
  let sizes = new Int32Array(1024);
  for (let row = 0; row < length; row += 1) {
    const offset = (day[row] ?? 0) - span.fromDay;
    const position = eventOf(event[row] ?? 0);
    if (offset < 0 || offset >= span.days || position < 0 || (count[row] ?? 0) <= 0) {
      if (offset < 0 || offset >= span.days) setAside.outsideSpan += 1;
      else if (position < 0) setAside.unknownEvent += 1;
      else setAside.withoutCount += 1;
      accountOf[row] = NONE;
      continue;
    }
    const index = indexFor(accounts, account[row] ?? 0);
    accountOf[row] = index;
    if (index >= sizes.length) sizes = longer(sizes, sizes.length * 2);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  const ends = new Int32Array(accounts.ids.length);
  let taken = 0;
  for (let index = 0; index < ends.length; index += 1) {
    ends[index] = taken;
    taken += sizes[index] ?? 0;
  }
  const pairs = new Float64Array(2 * taken);
  for (let row = 0; row < length; row += 1) {
    const index = accountOf[row] ?? NONE;
    if (index < 0) continue;
    const place = ends[index] ?? 0;
    ends[index] = place + 1;
    pairs[2 * place] = user[row] ?? 0;
    const key = (((day[row] ?? 0) - span.fromDay) << EVENT_BITS) | eventOf(event[row] ?? 0);
    pairs[2 * place + 1] = key * COUNT_RANGE + (count[row] ?? 0);
  }
  return { ends, pairs };
}

/** Small event ids are looked up in an array. */
function eventTable(eventIndex: ReadonlyMap<number, number>): (id: number) => number {
  const direct = new Int32Array(4096).fill(NONE);
  for (const [id, index] of eventIndex) if (id >= 0 && id < direct.length) direct[id] = index;
  return (id) => (id >= 0 && id < 4096 ? (direct[id] ?? NONE) : (eventIndex.get(id) ?? NONE));
}

type Sorted = Pick<Activity, 'memberships' | 'account' | 'user' | 'rowStart' | 'rowLength' | 'rowsUsed' | 'keys' | 'counts'>;

/** Users get their indices here, account by account: within one account the same few come again and again. */
function sortMemberships({ ends, pairs }: Spread, users: IdTable): Sorted {
  let keys = new Uint32Array(Math.ceil((pairs.length / 2) * ROOM_SLACK) + SPARE);
  let counts = new Uint32Array(keys.length);
  /** The latest membership of each user: of the running account when it is not older than the account's first. */
  let latest = new Int32Array(SPARE).fill(NONE);
  let account = new Int32Array(SPARE);
  let userOf = new Int32Array(SPARE);
  let rowStart = new Int32Array(SPARE);
  let rowLength = new Int32Array(SPARE);
  let memberships = 0;
  let written = 0;
  let start = 0;
  let sorted = new Float64Array(SPARE);
  for (let a = 0; a < ends.length; a += 1) {
    const end = ends[a] ?? 0;
    const firstMember = memberships;
    for (let row = start; row < end; row += 1) {
      const u = indexFor(users, pairs[2 * row] ?? 0);
      if (u >= latest.length) latest = longer(latest, u * 2, NONE);
      let member = latest[u] ?? NONE;
      if (member < firstMember) {
        member = memberships;
        if (member === account.length) {
          account = longer(account, member * 2);
          userOf = longer(userOf, member * 2);
          rowStart = longer(rowStart, member * 2);
          rowLength = longer(rowLength, member * 2);
        }
        memberships += 1;
        latest[u] = member;
        account[member] = a;
        userOf[member] = u;
      }
      rowLength[member] = (rowLength[member] ?? 0) + 1;
      // From here on, the membership's number in place of the user's.
      pairs[2 * row] = member;
    }
    if (end - start > sorted.length) sorted = new Float64Array(2 * (end - start));
    let place = 0;
    for (let member = firstMember; member < memberships; member += 1) {
      rowStart[member] = place;
      place += rowLength[member] ?? 0;
    }
    for (let row = start; row < end; row += 1) {
      const member = pairs[2 * row] ?? 0;
      const to = rowStart[member] ?? 0;
      rowStart[member] = to + 1;
      sorted[to] = pairs[2 * row + 1] ?? 0;
    }
    const most = written + roomFor(end - start) + 2 * (memberships - firstMember);
    if (most > keys.length) {
      keys = longerKeys(keys, most);
      counts = longerKeys(counts, most);
    }
    let from = 0;
    for (let member = firstMember; member < memberships; member += 1) {
      const to = from + (rowLength[member] ?? 0);
      sortRange(sorted, from, to);
      rowStart[member] = written;
      const length = writeDistinct(sorted, from, to, keys, counts, written) - written;
      rowLength[member] = length;
      written += roomFor(length);
      from = to;
    }
    start = end;
  }
  return { memberships, account, user: userOf, rowStart, rowLength, rowsUsed: written, keys, counts };
}

function longerKeys(array: Uint32Array, most: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(Math.ceil(most * SLACK) + SPARE);
  copy.set(array);
  return copy;
}

function sortRange(values: Float64Array, from: number, to: number): void {
  if (to - from > FEW) {
    values.subarray(from, to).sort();
    return;
  }
  for (let next = from + 1; next < to; next += 1) {
    const value = values[next] ?? 0;
    let place = next;
    for (; place > from && (values[place - 1] ?? 0) > value; place -= 1) values[place] = values[place - 1] ?? 0;
    values[place] = value;
  }
}

/** Of equal keys the last has the largest count. Returns where the next row goes. */
function writeDistinct(sorted: Float64Array, from: number, to: number, keys: Uint32Array, counts: Uint32Array, at: number): number {
  let place = at;
  let previous = NONE;
  for (let row = from; row < to; row += 1) {
    const value = sorted[row] ?? 0;
    const key = Math.floor(value / COUNT_RANGE);
    if (key === previous) place -= 1;
    keys[place] = key;
    counts[place] = value - key * COUNT_RANGE;
    previous = key;
    place += 1;
  }
  return place;
}
