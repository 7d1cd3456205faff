import { NONE } from './activity';
import type { Activity } from './activity';

/** Working memory, for one unit at a time: its days, its keys. */
export type Work = { readonly days: Int32Array; keys: Uint32Array; spare: Uint32Array };

export function newWork({ span, events }: Activity): Work {
  const keys = () => new Uint32Array(span.days * events.length);
  return { days: new Int32Array(span.days), keys: keys(), spare: keys() };
}

/** The keys of all memberships of a user in accounts of the view into `work.keys`, ascending, each once. Returns how many. */
export function userKeys(view: { readonly activity: Activity; readonly included: Uint8Array }, user: number, work: Work): number {
  const { keys, account, userHead, rowStart, rowLength, nextOfUser } = view.activity;
  let filled = 0;
  for (let member = userHead[user] ?? NONE; member >= 0; member = nextOfUser[member] ?? NONE) {
    if (view.included[account[member] ?? 0] !== 1) continue;
    filled = mergeSorted(work.keys, filled, keys, rowStart[member] ?? 0, rowLength[member] ?? 0, work.spare);
    [work.keys, work.spare] = [work.spare, work.keys];
  }
  return filled;
}

/** Merges the first `length` of `sorted` with `count` of `keys` from `from` on into `into`, each key once. Returns how many. */
function mergeSorted(sorted: Uint32Array, length: number, keys: Uint32Array, from: number, count: number, into: Uint32Array): number {
  let own = 0;
  let other = from;
  let filled = 0;
  const end = from + count;
  while (own < length && other < end) {
    const left = sorted[own] ?? 0;
    const right = keys[other] ?? 0;
    if (left <= right) own += 1;
    if (right <= left) other += 1;
    into[filled] = left < right ? left : right;
    filled += 1;
  }
  for (; own < length; own += 1, filled += 1) into[filled] = sorted[own] ?? 0;
  for (; other < end; other += 1, filled += 1) into[filled] = keys[other] ?? 0;
  return filled;
}
