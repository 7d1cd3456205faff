import { type Facts, MAX_EVENT_DAY, VARIANT_BITS } from './facts';

/** How often something was done on a day, in all: a repeat says the same, 0 takes it away. Later and earlier days alike. */
export function setActivity(facts: Facts, membership: number, variant: number, day: number, count: number): void {
  if (!Number.isInteger(day) || day < 0 || day > MAX_EVENT_DAY) throw new RangeError('Not a day since 1970-01-01');
  const key = ((day << VARIANT_BITS) | variant) >>> 0;
  const start = facts.rowStart[membership] ?? 0;
  const length = facts.rowLength[membership] ?? 0;
  // What is new is mostly of today: it goes to the end.
  let at = start + length;
  while (at > start && (facts.keys[at - 1] ?? 0) >= key) at -= 1;
  if (at < start + length && facts.keys[at] === key) {
    if (count > 0) facts.counts[at] = count;
    else dropRow(facts, membership, at);
    return;
  }
  if (count > 0) insertRow(facts, membership, at - start, key, count);
}

function dropRow(facts: Facts, membership: number, at: number): void {
  const end = (facts.rowStart[membership] ?? 0) + (facts.rowLength[membership] ?? 0);
  facts.keys.copyWithin(at, at + 1, end);
  facts.counts.copyWithin(at, at + 1, end);
  facts.rowLength[membership] = (facts.rowLength[membership] ?? 0) - 1;
}

function insertRow(facts: Facts, membership: number, offset: number, key: number, count: number): void {
  const length = facts.rowLength[membership] ?? 0;
  if (length >= (facts.rowRoom[membership] ?? 0)) moveRows(facts, membership, length);
  const start = facts.rowStart[membership] ?? 0;
  const at = start + offset;
  facts.keys.copyWithin(at + 1, at, start + length);
  facts.counts.copyWithin(at + 1, at, start + length);
  facts.keys[at] = key;
  facts.counts[at] = count;
  facts.rowLength[membership] = length + 1;
}

/** To the end, with room for half as many again: the place where they were stays empty. */
function moveRows(facts: Facts, membership: number, length: number): void {
  const room = Math.max(4, length + (length >> 1) + 1);
  if (facts.rowsUsed + room > facts.keys.length) {
    const [keys, counts] = [new Uint32Array((facts.rowsUsed + room) * 2), new Uint32Array((facts.rowsUsed + room) * 2)];
    keys.set(facts.keys);
    counts.set(facts.counts);
    facts.keys = keys;
    facts.counts = counts;
  }
  const start = facts.rowStart[membership] ?? 0;
  facts.keys.copyWithin(facts.rowsUsed, start, start + length);
  facts.counts.copyWithin(facts.rowsUsed, start, start + length);
  facts.rowStart[membership] = facts.rowsUsed;
  facts.rowRoom[membership] = room;
  facts.rowsUsed += room;
}

/**
 * Somebody who is to be forgotten: the user and their memberships are no members and no relatives any more, and their properties are gone.
 * What they did stays as something that was done in the account.
 */
export function forgetUser(facts: Facts, user: number): readonly number[] {
  const memberships: number[] = [];
  for (let each = facts.userHead[user] ?? -1; each >= 0; each = facts.nextOfUser[each] ?? -1) {
    endMembership(facts, each);
    memberships.push(each);
  }
  facts.user.alive[user] = 0;
  emptyColumns(facts, 'user', user);
  return memberships;
}

/** A user who is no longer in the account. What they did there stays with the account, and with the user. */
export function endMembership(facts: Facts, membership: number): void {
  facts.membership.alive[membership] = 0;
  emptyColumns(facts, 'membership', membership);
}

function emptyColumns(facts: Facts, kind: 'user' | 'membership', subject: number): void {
  for (const column of facts[kind].columns.values()) {
    if (column.by === 'range') column.values[subject] = NaN;
    else column.codes[subject] = 0;
  }
}
