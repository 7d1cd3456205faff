import { EVENT_BITS, EVENT_MASK } from './activity';
import { shareDifference } from './intervals';
import type { Difference } from './intervals';
import { accountDays } from './series';
import type { Series } from './series';

export type ActivationQuestion = {
  /** What is done on the first so many days of an account, its first active day included, … */
  readonly earlyDays: number;
  /** … and whether it is active on a day from `retainedFrom` to before `retainedTo` after its first one. */
  readonly retainedFrom: number;
  readonly retainedTo: number;
  /** How often one user must have done it. */
  readonly atLeast: readonly number[];
  /** The running day: accounts whose days are not over stand aside. */
  readonly asOfDay: number;
};

export type ActivationCandidate = {
  /** One event, or two of which each must have been done so often, each by any user. */
  readonly eventIds: readonly number[];
  readonly atLeast: number;
  readonly did: { readonly accounts: number; readonly retained: number };
  readonly didNot: { readonly accounts: number; readonly retained: number };
  /** Share of the accounts that did it. */
  readonly reach: number;
  /** Retention of those who did minus that of those who did not, with a 95 % interval; null where all did. */
  readonly lift: Difference | null;
  /** reach × lift, 0 without a lift. */
  readonly score: number;
};

/** Early actions that tell retained from lost accounts, the best first. What nobody did is left out. */
export function activation(
  series: Series,
  question: ActivationQuestion,
): { readonly accounts: number; readonly candidates: ActivationCandidate[] } {
  const { events, span, accounts } = series.activity;
  const early = new Uint32Array(events.length);
  const days = new Int32Array(span.days);
  const totals = { accounts: 0, retained: 0 };
  const width = events.length * events.length;
  const did = new Int32Array(question.atLeast.length * width);
  const retainedOfDid = new Int32Array(did.length);
  for (let account = 0; account < accounts.ids.length; account += 1) {
    if (series.included[account] === 0) continue;
    const found = accountDays(series, account, days);
    const first = days[0] ?? 0;
    if (found === 0 || span.fromDay + first + question.retainedTo > question.asOfDay) continue;
    const isRetained = days.subarray(0, found).some((day) => day >= first + question.retainedFrom && day < first + question.retainedTo);
    totals.accounts += 1;
    if (isRetained) totals.retained += 1;
    countEarly(series, account, first + question.earlyDays, early);
    question.atLeast.forEach((atLeast, which) => {
      const done: number[] = [];
      early.forEach((count, event) => {
        if (count >= atLeast) done.push(event);
      });
      done.forEach((event, place) => {
        for (const other of done.slice(place)) {
          const index = which * width + event * events.length + other;
          did[index] = (did[index] ?? 0) + 1;
          if (isRetained) retainedOfDid[index] = (retainedOfDid[index] ?? 0) + 1;
        }
      });
    });
  }
  const candidates: ActivationCandidate[] = [];
  did.forEach((count, index) => {
    if (count === 0) return;
    const [which, pair] = [Math.floor(index / width), index % width];
    const [event, other] = [Math.floor(pair / events.length), pair % events.length];
    const eventIds = [event, ...(other === event ? [] : [other])].map((each) => events[each]?.id ?? 0);
    const retained = retainedOfDid[index] ?? 0;
    const didNot = { accounts: totals.accounts - count, retained: totals.retained - retained };
    const lift = shareDifference(retained, count, didNot.retained, didNot.accounts);
    const reach = count / totals.accounts;
    const atLeast = question.atLeast[which] ?? 1;
    candidates.push({ eventIds, atLeast, did: { accounts: count, retained }, didNot, reach, lift, score: reach * (lift?.value ?? 0) });
  });
  return { accounts: totals.accounts, candidates: candidates.sort(bestFirst) };
}

function bestFirst(a: ActivationCandidate, b: ActivationCandidate): number {
  return b.score - a.score || a.eventIds.length - b.eventIds.length || a.atLeast - b.atLeast || (a.eventIds[0] ?? 0) - (b.eventIds[0] ?? 0);
}

/** Per event, the most that one user of the account did before the day `until`. */
function countEarly({ activity, counted }: Series, account: number, until: number, most: Uint32Array): void {
  const { keys, counts } = activity;
  most.fill(0);
  const own = new Uint32Array(most.length);
  for (let member = activity.accountHead[account] ?? -1; member >= 0; member = activity.nextOfAccount[member] ?? -1) {
    const from = activity.rowStart[member] ?? 0;
    const to = from + (activity.rowLength[member] ?? 0);
    for (let row = from; row < to && (keys[row] ?? 0) >>> EVENT_BITS < until; row += 1) {
      const event = (keys[row] ?? 0) & EVENT_MASK;
      if (counted[event] === 0) continue;
      own[event] = (own[event] ?? 0) + (counts[row] ?? 0);
      most[event] = Math.max(most[event] ?? 0, own[event] ?? 0);
    }
    for (let row = from; row < to && (keys[row] ?? 0) >>> EVENT_BITS < until; row += 1) own[(keys[row] ?? 0) & EVENT_MASK] = 0;
  }
}
