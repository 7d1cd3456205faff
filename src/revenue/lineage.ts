import type { AccountState } from './account-state';
import { monthOf } from './calendar';

/** The first of the accounts that continue each other. Each starts later than the one that it continues, so the way ends. */
export function rootOf(state: AccountState): AccountState {
  let root = state;
  while (root.takenOver !== null) root = root.takenOver.from;
  return root;
}

/** The month in which an account was new; null where nobody has paid yet. */
export function cohortMonthOf(root: AccountState): number | null {
  const first = root.movements.find(({ kind }) => kind === 'new');
  return first === undefined ? null : monthOf(first.day);
}
