import type { FiringSignals } from '../../store/account-outlook';
import type { Outcome } from './outcomes';

/** What is learned of an outcome: a signal in words, and by row of the table whether it fires (1). Rejected ones are left out before. */
type FiringSignal = { readonly words: string; readonly fires: ArrayLike<number> };

/**
 * Adds the signals of an outcome to what fires for accounts; `accounts` by row of the table. An account with whom none fires gets an empty
 * list, which is not the same as nobody having looked.
 */
export function addFiring(
  known: ReadonlyMap<number, FiringSignals>,
  outcome: Outcome,
  accounts: Int32Array,
  signals: readonly FiringSignal[],
): ReadonlyMap<number, FiringSignals> {
  if (signals.length === 0) return known;
  const all = new Map(known);
  for (const [row, account] of accounts.entries()) {
    const words = signals.flatMap((signal) => (signal.fires[row] === 1 ? [signal.words] : []));
    all.set(account, { ...all.get(account), [outcome]: words.sort() });
  }
  return all;
}
