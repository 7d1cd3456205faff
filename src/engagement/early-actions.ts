import type { ActivationCandidate } from './activation';
import { shareDifference } from './intervals';

/** What one account did at first: per event the most that one of its users did it, and whether it was there later. */
export type AccountStart = { readonly early: ReadonlyMap<number, number>; readonly isRetained: boolean };

type Tally = { accounts: number; retained: number };

/**
 * Early actions that tell retained from lost accounts, the best first: single events and pairs of them, each done `atLeast` so often by
 * one user. The same as `activation` says of all activity, from what was summed up by account.
 */
export function earlyActions(
  starts: readonly AccountStart[],
  atLeast: readonly number[],
): { readonly accounts: number; readonly retained: number; readonly candidates: ActivationCandidate[] } {
  const totals: Tally = { accounts: 0, retained: 0 };
  const tallies = new Map<string, { readonly eventIds: readonly number[]; readonly atLeast: number } & Tally>();
  for (const { early, isRetained } of starts) {
    totals.accounts += 1;
    if (isRetained) totals.retained += 1;
    for (const times of atLeast) {
      const done = [...early].filter(([, most]) => most >= times).map(([eventId]) => eventId);
      done.sort((a, b) => a - b);
      done.forEach((eventId, place) => {
        for (const other of done.slice(place)) {
          const name = `${times}:${eventId}:${other}`;
          const known = tallies.get(name) ?? {
            eventIds: other === eventId ? [eventId] : [eventId, other],
            atLeast: times,
            accounts: 0,
            retained: 0,
          };
          tallies.set(name, known);
          known.accounts += 1;
          if (isRetained) known.retained += 1;
        }
      });
    }
  }
  const candidates = [...tallies.values()].map(({ eventIds, atLeast: times, accounts, retained }): ActivationCandidate => {
    const didNot = { accounts: totals.accounts - accounts, retained: totals.retained - retained };
    const lift = shareDifference(retained, accounts, didNot.retained, didNot.accounts);
    const reach = accounts / totals.accounts;
    return { eventIds, atLeast: times, did: { accounts, retained }, didNot, reach, lift, score: reach * (lift?.value ?? 0) };
  });
  return { ...totals, candidates: candidates.sort(bestFirst) };
}

function bestFirst(a: ActivationCandidate, b: ActivationCandidate): number {
  return b.score - a.score || a.eventIds.length - b.eventIds.length || a.atLeast - b.atLeast || (a.eventIds[0] ?? 0) - (b.eventIds[0] ?? 0);
}
