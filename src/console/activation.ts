import type { ActivationAnswer, ActivationRequest } from '../contract/activation';
import { earlyActions } from '../engagement/early-actions';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { accountStarts } from '../store/account-starts';
import { staleCount } from '../store/queries/engagement-sums';
import { knownEvents } from '../store/queries/event-days';

/** How often one user must have done it. */
const AT_LEAST = [1, 3, 10] as const;
const MAX_ACTIONS = 50;

/** What retained accounts did in their first days that lost ones did not. Reads a row an account. */
export async function activationAnswer(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort },
  { earlyDays, keptFrom, filter }: ActivationRequest,
): Promise<ActivationAnswer> {
  const today = dayNumberOf(ports.clock());
  const starts = await accountStarts(ports.sql, { earlyDays, keptFrom, today, filter });
  const { accounts, retained, candidates } = earlyActions(starts, AT_LEAST);
  const nameOf = new Map((await knownEvents(ports.sql)).map(({ eventId, event }) => [eventId, event]));
  return {
    asOfDay: dayFromNumber(today),
    waiting: await staleCount(ports.sql),
    accounts,
    retained,
    looked: candidates.length,
    actions: candidates.slice(0, MAX_ACTIONS).map(({ eventIds, lift, ...action }) => ({
      ...action,
      lift: lift === null ? null : { value: lift.value, low: lift.low, high: lift.high },
      events: eventIds.map((eventId) => nameOf.get(eventId) ?? ''),
    })),
  };
}
