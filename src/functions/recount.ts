import { dayNumberOf } from '../platform/days';
import { backgroundSqlPort, clockPort, sqlPort } from '../platform/forge-ports';
import { turnEvents } from '../profiles/count-as-activity';
import { unsettledEvents } from '../store/event-switches';
import { recountAccounts } from '../store/recount-accounts';
import { noteTouched } from '../store/segment-touched';
import { accountsToRecount } from '../store/stale-accounts';

/** Of the quarter of an hour that the queue's consumer has. */
const SLICE_MS = 300_000;

/** Whether an event is to be turned, or accounts are to be counted anew because one was. */
export async function isRecountDue(): Promise<boolean> {
  return (await unsettledEvents(sqlPort)).length > 0 || (await accountsToRecount(sqlPort, 0, 1)).length > 0;
}

/** Has events count as was decided, and counts accounts anew for which that makes a difference. True when none is left. */
export async function recount(): Promise<boolean> {
  await turnEvents(sqlPort);
  const now = clockPort();
  const sql = backgroundSqlPort();
  const ports = {
    sql,
    clock: clockPort,
    counted: (accountId: number) => noteTouched(sql, [{ accountId, userId: 0 }]),
  };
  return await recountAccounts(ports, { today: dayNumberOf(now), deadline: now + SLICE_MS });
}
