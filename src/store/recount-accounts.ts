import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { rewriteAccountDays } from './account-days';
import { EVER } from './activity-packs';
import { activityRows } from './activity-rows';
import { dropFeatures } from './account-features';
import { rewriteEngagement } from './engagement-rows';
import { rewriteMemberDays } from './member-days';
import type { UserDays } from './member-days';
import { accountsToRecount, answerRecount } from './stale-accounts';

type RecountPorts = {
  readonly sql: SqlPort;
  readonly clock: () => number;
  /** What is known of the account by its sums may be something else now. */
  readonly counted: (accountId: number) => Promise<void>;
};

/**
 * Counts accounts anew of which other events count now, one by one, as many as fit before `deadline` (ms). Everything is taken from activity,
 * only rows that differ are written, and the note goes last: a run that is cut anywhere, or done twice, ends in the same rows. True when
 * none is left.
 */
export async function recountAccounts(
  ports: RecountPorts,
  { today, deadline }: { readonly today: number; readonly deadline: number },
): Promise<boolean> {
  let afterId = 0;
  for (;;) {
    if (ports.clock() >= deadline) return false;
    const [account] = await accountsToRecount(ports.sql, afterId, 1);
    // Those that were used while they were counted stay noted.
    if (account === undefined) return afterId === 0 || (await accountsToRecount(ports.sql, 0, 1)).length === 0;
    const { accountId } = account;
    const { members, events } = await useOf(ports.sql, accountId);
    await rewriteMemberDays(ports.sql, accountId, members);
    await rewriteAccountDays(ports.sql, accountId, members, events);
    await rewriteEngagement(ports.sql, [accountId], today);
    await dropFeatures(ports.sql, accountId);
    await ports.counted(accountId);
    await answerRecount(ports.sql, account);
    afterId = accountId;
  }
}

/** By activity: the days of each user, ascending, and how much was done on each day. */
async function useOf(sqlPort: SqlPort, accountId: number): Promise<{ members: UserDays[]; events: Map<number, number> }> {
  const daysOf = new Map<number, Set<number>>();
  const events = new Map<number, number>();
  const features = sql`SELECT event_id FROM event_name WHERE feature = 1`;
  for await (const { day, user_id, count } of activityRows(sqlPort, [{ ...EVER, accountId }], features)) {
    daysOf.set(user_id, (daysOf.get(user_id) ?? new Set()).add(day));
    events.set(day, (events.get(day) ?? 0) + count);
  }
  return { members: [...daysOf].map(([userId, days]) => ({ userId, days: [...days].sort((a, b) => a - b) })), events };
}
