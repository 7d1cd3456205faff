import { rollingActives } from './rolling-actives';
import type { RollingActives, UserDay } from './rolling-actives';

export type AccountUserDay = UserDay & { readonly accountId: number };

/**
 * How much sums over accounts overstate distinct users, day by day in [from, to): a user active in two accounts counts in
 * both, and once too often in the sum. Needs the days of users in several accounts only.
 */
export function sharedUserExcess(days: readonly AccountUserDay[], from: number, to: number): RollingActives[] {
  const perAccount = new Map<number, AccountUserDay[]>();
  const distinct = new Map<string, UserDay>();
  for (const each of days) {
    const list = perAccount.get(each.accountId);
    if (list === undefined) perAccount.set(each.accountId, [each]);
    else list.push(each);
    distinct.set(`${each.userId}:${each.day}`, each);
  }
  const sums = [...perAccount.values()].map((list) => rollingActives(list, from, to));
  return rollingActives([...distinct.values()], from, to).map((truth, index) => {
    const total = (field: 'users1' | 'users7' | 'users30') => sums.reduce((sum, rows) => sum + (rows[index]?.[field] ?? 0), 0);
    return {
      day: truth.day,
      users1: total('users1') - truth.users1,
      users7: total('users7') - truth.users7,
      users30: total('users30') - truth.users30,
    };
  });
}
