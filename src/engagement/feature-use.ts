/** What was done of a feature in some days. */
export type FeatureUse = {
  readonly accounts: number;
  /** Users in each of their accounts. */
  readonly users: number;
  /** Mean active days of a user; null without users. */
  readonly frequency: number | null;
  /** Mean uses of a user, whoever's; null without users, and where uses are not known. */
  readonly depth: number | null;
};

/** Means of sums over users. `userDays` and `uses` are null where they are not known. */
export const meansOf = (users: number, userDays: number | null, uses: number | null): Pick<FeatureUse, 'frequency' | 'depth'> => ({
  frequency: users === 0 || userDays === null ? null : userDays / users,
  depth: users === 0 || uses === null ? null : uses / users,
});

/** Counts a feature’s use while its days are read, each user and day once; user 0 is nobody in particular. */
export function featureUseTally() {
  const usersOf = new Map<number, Set<number>>();
  let userDays = 0;
  let uses = 0;
  return {
    user: (accountId: number, userId: number): void => {
      const users = usersOf.get(accountId) ?? new Set();
      usersOf.set(accountId, users);
      if (userId === 0) return;
      users.add(userId);
      userDays += 1;
    },
    uses: (times: number): void => {
      uses += times;
    },
    accounts: (): Iterable<number> => usersOf.keys(),
    result: (): FeatureUse & { readonly uses: number } => {
      const users = [...usersOf.values()].reduce((sum, { size }) => sum + size, 0);
      return { accounts: usersOf.size, users, uses, ...meansOf(users, userDays, uses) };
    },
  };
}
