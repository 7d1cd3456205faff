import type { AccountRow } from '../../../../src/contract/accounts';

/** Users seen in 30 days, or why nobody knows them: a zero would say that nobody uses it. */
export function usersSeen({ standing, usersSeen30, countedAnew }: AccountRow): number | 'not observed' | 'being counted' | 'not named' {
  if (standing === 'not-observed') return 'not observed';
  const isUsed = standing === 'paid-used' || standing === 'unpaid-used';
  if (usersSeen30 > 0 || !isUsed) return usersSeen30;
  return countedAnew ? 'being counted' : 'not named';
}
