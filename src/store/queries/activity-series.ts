import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { FIGURES } from '../day-figures';
import { daySums } from './account-days';
import { andAccountIn } from './account-filter';

export type ActivityDay = {
  readonly day: number;
  readonly accounts: number;
  readonly accounts30: number;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
  readonly events: number;
};

/**
 * One row per day in [from, to): accounts used on the day and in the 30 days up to it (those that have the day), users summed over accounts,
 * events. Reads accounts × days, never events.
 */
export async function activitySeries(sqlPort: SqlPort, filter: AccountFilter, from: number, to: number): Promise<ActivityDay[]> {
  const days = await daySums(sqlPort, { figures: FIGURES, from, to, and: andAccountIn(sql`account_id`, filter) });
  return days.map(({ day, accounts: accounts30, sums: { users1: dau, users7: wau, users30: mau, events }, above0 }) => ({
    day,
    accounts: above0.events,
    accounts30,
    dau,
    wau,
    mau,
    events,
  }));
}
