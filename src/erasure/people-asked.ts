import { z } from 'zod';
import { dayFromNumber } from '../platform/days';
import type { KvsPort, SqlPort } from '../platform/ports';
import { usersToReport } from '../store/queries/users-to-report';
import { REPORT_DAYS } from './report-people';
import type { PeopleToReport } from './report-people';

const ROUND_KEY = 'privacy:report-round';

/** One pass over all users. Days since 1970-01-01. `afterUserId` is null when the round is over. */
const Round = z.object({ startDay: z.number(), previousDay: z.number(), afterUserId: z.number().nullable() });
type Round = z.infer<typeof Round>;

/**
 * The users of the vendor's store, in rounds: a round goes through all of them once, over as many runs as it takes, and the
 * next begins seven days after it did. So each is reported once in seven days, and a row more for each user is not needed.
 */
export function peopleAsked(sqlPort: SqlPort, kvs: Pick<KvsPort, 'get' | 'set'>): PeopleToReport {
  let last: number | null = null;
  const read = async (today: number): Promise<Round> => {
    const stored = Round.safeParse(await kvs.get(ROUND_KEY));
    if (!stored.success) return { startDay: today, previousDay: today - REPORT_DAYS, afterUserId: 0 };
    const round = stored.data;
    return round.afterUserId === null && today >= round.startDay + REPORT_DAYS
      ? { startDay: today, previousDay: round.startDay, afterUserId: 0 }
      : round;
  };
  return {
    next: async (today, limit) => {
      const round = await read(today);
      if (round.afterUserId === null) return [];
      const users = await usersToReport(sqlPort, round.afterUserId, limit);
      last = users.at(-1)?.userId ?? null;
      if (last === null) await kvs.set(ROUND_KEY, { ...round, afterUserId: null });
      return users.map(({ externalId }) => ({ accountId: externalId, updatedAt: `${dayFromNumber(round.previousDay)}T00:00:00.000Z` }));
    },
    reported: async (today) => {
      await kvs.set(ROUND_KEY, { ...(await read(today)), afterUserId: last });
    },
  };
}
