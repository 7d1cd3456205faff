import type { AccountUse } from '../../../../src/contract/standing';

/** Users seen in 30 days, or why nobody knows them: a zero would say that nobody uses it. */
export function usersSeen({ standing, usersSeen30, countedAnew }: AccountUse): number | 'not observed' | 'being counted' | 'not named' {
  if (standing === 'not-observed') return 'not observed';
  const isUsed = standing === 'paid-used' || standing === 'unpaid-used';
  if (usersSeen30 > 0 || !isUsed) return usersSeen30;
  return countedAnew ? 'being counted' : 'not named';
}

/** For a file: where nobody knows, there is no figure, which is not the same as nobody. */
export function usersFigure(use: AccountUse): number | null {
  const seen = usersSeen(use);
  return typeof seen === 'number' ? seen : null;
}
