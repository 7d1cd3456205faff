import { type AccountState, type Handover, type Run, type TwinGroup, type TwinMember, runsOf } from './account-state';
import { isPause } from './counted';
import { compareText } from './line';
import { TWIN_WITHIN_DAYS } from './settings';

type End = { readonly state: AccountState; readonly run: Run; readonly nextStartDay: number | null };
type Candidate = { readonly end: End; readonly to: AccountState; readonly day: number; readonly strength: number };

/**
 * Finds which account continues which, within groups that are complete: every account that shares a group with one of them is in
 * one of them. Earlier pairs first, then the stronger tie, then the closer. Because a pair is settled by what happens within 30 days of its
 * earlier day, what is reported later cannot undo it further back.
 */
export function matchTwins(groups: Iterable<TwinGroup>, graceDays: number): Handover[] {
  const ends = new Map<AccountState, readonly End[]>();
  const candidates: Candidate[] = [];
  for (const group of groups) collect(group, ends, candidates, graceDays);
  candidates.sort(compareCandidates);
  const takenEnds = new Set<End>();
  const takenStarts = new Set<AccountState>();
  const handovers: Handover[] = [];
  for (const { end, to, day } of candidates) {
    if (takenEnds.has(end) || takenStarts.has(to)) continue;
    takenEnds.add(end);
    takenStarts.add(to);
    handovers.push(handover(end, to, day));
  }
  return handovers;
}

type Start = TwinMember & { readonly day: number };

function collect(group: TwinGroup, ends: Map<AccountState, readonly End[]>, candidates: Candidate[], graceDays: number): void {
  if (group.members.length < 2) return;
  const starts: Start[] = [];
  for (const { state, sinceDay } of group.members) {
    const [first] = state.coverage.segments;
    if (first !== undefined) starts.push({ state, sinceDay, day: first.startDay });
  }
  starts.sort((a, b) => a.day - b.day);
  for (const { state, sinceDay } of starts) {
    for (const end of endsOf(state, ends)) {
      const { endDay } = end.run;
      let index = firstFrom(starts, endDay - TWIN_WITHIN_DAYS);
      for (let start = starts[index]; start !== undefined && start.day <= endDay + TWIN_WITHIN_DAYS; index += 1, start = starts[index]) {
        const knownFromDay = Math.min(endDay, start.day) + TWIN_WITHIN_DAYS;
        if (start.state !== state && Math.max(sinceDay, start.sinceDay) <= knownFromDay && endsFor(end, start.day, graceDays))
          candidates.push({ end, to: start.state, day: start.day, strength: group.strength });
      }
    }
  }
}

function endsOf(state: AccountState, ends: Map<AccountState, readonly End[]>): readonly End[] {
  const known = ends.get(state);
  if (known !== undefined) return known;
  const runs = runsOf(state.coverage.segments);
  const found = runs.map((run, index): End => ({ state, run, nextStartDay: runs[index + 1]?.startDay ?? null }));
  ends.set(state, found);
  return found;
}

function firstFrom(starts: readonly { readonly day: number }[], day: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.day ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True when the account was there before `day` and has gone by then or soon after, not merely paused. */
function endsFor({ state, run, nextStartDay }: End, day: number, graceDays: number): boolean {
  if (run.startDay >= day) return false;
  if (nextStartDay === null) return true;
  if (nextStartDay <= day) return false;
  if (!isPause(run.endDay, nextStartDay, state.coverage, graceDays)) return true;
  // A pause, unless it took longer to tell than the past is left open.
  return day <= run.endDay && nextStartDay - day > Math.max(graceDays, TWIN_WITHIN_DAYS);
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return (
    Math.min(a.day, a.end.run.endDay) - Math.min(b.day, b.end.run.endDay) ||
    a.strength - b.strength ||
    Math.abs(a.day - a.end.run.endDay) - Math.abs(b.day - b.end.run.endDay) ||
    compareText(a.end.state.account, b.end.state.account) ||
    compareText(a.to.account, b.to.account) ||
    a.end.run.endDay - b.end.run.endDay
  );
}

function handover({ state, run }: End, to: AccountState, day: number): Handover {
  const { segments } = state.coverage;
  // What counted the day before: the last segment, or the one that the new account cuts short.
  let index = run.last;
  while ((segments[index]?.startDay ?? -Infinity) >= day) index -= 1;
  const carried = segments[index];
  if (carried === undefined) throw new RangeError('An account hands over before it starts');
  return { from: state, to, day, endDay: run.endDay, carried };
}
