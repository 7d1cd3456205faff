import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { TRIAL_DAYS } from '../../revenue/trials';
import { dayIn, figureSql, joinDaySql, thisDay } from '../day-figures';
import { andAccountIn } from './account-filter';
import { OBSERVED_DAYS } from './accounts';
import { SILENT_DAYS } from './overview-money';
import { COMPANY, NAMES } from './revenue-question';

/** Of which accounts, at most how many of them, and in which seven whole days: `lastDay` ends them. Days are day numbers. */
export type WeekAsked = { readonly filter: AccountFilter; readonly limit: number; readonly lastDay: number };

const WEEK_DAYS = 7;
/** What is less than so many users, or than this share of those before, is the noise of any week. */
const LEAST_USERS = 3;
const LEAST_SHARE = 0.1;

const account = { account_id: z.coerce.number(), company: z.string(), app: z.string() };
const MrrRow = z.object({
  ...account,
  day: z.coerce.number(),
  moved_cents: z.coerce.number(),
  returned_cents: z.coerce.number(),
  before_cents: z.coerce.number(),
  after_cents: z.coerce.number(),
});
export type MrrMoved = z.infer<typeof MrrRow>;

/**
 * Accounts whose MRR rose, or fell, by what they bought or left: those by the most cents first. What a currency did, or a move from one
 * account to another, is no gain and no loss, and counts as there before.
 */
export async function mrrMoved(port: SqlPort, { filter, limit, lastDay }: WeekAsked, isGain: boolean): Promise<MrrMoved[]> {
  const firstDay = lastDay - WEEK_DAYS + 1;
  const after = sql`(SELECT COALESCE(SUM(e.customer_cents), 0) FROM revenue_movement e WHERE e.account_id = g.account_id AND e.day <= ${lastDay})`;
  return z.array(MrrRow).parse(
    await port.query(sql`
      SELECT g.account_id, ${COMPANY} AS company, n.app_key AS app, g.day, g.moved_cents, g.returned_cents,
        ${after} - g.moved_cents AS before_cents, ${after} AS after_cents
      FROM (
        SELECT m.account_id, MAX(m.day) AS day, SUM(m.customer_cents) AS moved_cents,
          SUM(CASE WHEN m.kind = 'reactivation' THEN m.customer_cents ELSE 0 END) AS returned_cents
        FROM revenue_movement m
        WHERE m.day >= ${firstDay} AND m.day <= ${lastDay} AND m.kind NOT IN ('rateChange', 'transfer')${andAccountIn(sql`m.account_id`, filter)}
        GROUP BY m.account_id
        HAVING SUM(m.customer_cents) ${isGain ? sql`>` : sql`<`} 0
        ORDER BY moved_cents ${isGain ? sql`DESC` : sql`ASC`}, account_id LIMIT ${limit}
      ) g JOIN account n ON n.account_id = g.account_id LEFT JOIN account_state s ON s.account_id = g.account_id
      ORDER BY moved_cents ${isGain ? sql`DESC` : sql`ASC`}, account_id`),
  );
}

const UseRow = z.object({ ...account, mrr_cents: z.coerce.number(), users: z.coerce.number(), users_before: z.coerce.number() });
export type UseMoved = z.infer<typeof UseRow>;

/** The users of the week and of the one before, beside an account that goes as `n`. */
const usersOf = (lastDay: number): Sql => sql`
  ${joinDaySql(sql`w`, sql`n.account_id`, thisDay(lastDay))} ${joinDaySql(sql`b`, sql`n.account_id`, thisDay(lastDay - WEEK_DAYS))}`;
const usersNow = (lastDay: number): Sql => sql`COALESCE(${figureSql(sql`w`, 'users7', thisDay(lastDay))}, 0)`;
const usersBefore = (lastDay: number): Sql => sql`COALESCE(${figureSql(sql`b`, 'users7', thisDay(lastDay - WEEK_DAYS))}, 0)`;

/**
 * Accounts with clearly more, or fewer, users than the week before: those by the most users first. Where nothing is observed any more, or
 * people are no longer told apart though the app is used, there is no telling that users left.
 */
export async function useMoved(port: SqlPort, { filter, limit, lastDay }: WeekAsked, isGain: boolean): Promise<UseMoved[]> {
  const change = isGain ? sql`${usersNow(lastDay)} - ${usersBefore(lastDay)}` : sql`${usersBefore(lastDay)} - ${usersNow(lastDay)}`;
  const known = isGain
    ? sql``
    : sql` AND n.last_event_day > ${lastDay + 1 - OBSERVED_DAYS} AND (${usersNow(lastDay)} > 0 OR n.last_active_day <= ${lastDay - WEEK_DAYS})`;
  return z.array(UseRow).parse(
    await port.query(sql`
      SELECT n.account_id, ${COMPANY} AS company, n.app_key AS app, COALESCE(s.mrr_cents, 0) AS mrr_cents, ${usersNow(lastDay)} AS users, ${usersBefore(lastDay)} AS users_before
      FROM account n LEFT JOIN account_state s ON s.account_id = n.account_id ${usersOf(lastDay)}
      WHERE ${change} >= ${LEAST_USERS} AND ${change} >= ${usersBefore(lastDay)} * ${LEAST_SHARE}${known}${andAccountIn(sql`n.account_id`, filter)}
      ORDER BY ${change} DESC, n.account_id LIMIT ${limit}`),
  );
}

const LAST_ACTIVE = dayIn(sql`n.last_active_day`);
const SilentRow = z.object({ ...account, mrr_cents: z.coerce.number(), last_active_day: z.coerce.number(), users30: z.coerce.number() });
export type NewlySilent = z.infer<typeof SilentRow>;

/** Accounts that pay and report, and of which the thirtieth day without use fell into the week: those that pay most first. */
export async function newlySilent(port: SqlPort, { filter, limit, lastDay }: WeekAsked): Promise<NewlySilent[]> {
  return z.array(SilentRow).parse(
    await port.query(sql`
      SELECT n.account_id, ${COMPANY} AS company, n.app_key AS app, s.mrr_cents, n.last_active_day, COALESCE(${figureSql(sql`d`, 'users30', LAST_ACTIVE)}, 0) AS users30
      FROM account n JOIN account_state s ON s.account_id = n.account_id
      ${joinDaySql(sql`d`, sql`n.account_id`, LAST_ACTIVE)}
      WHERE s.mrr_cents > 0 AND n.last_event_day > ${lastDay + 1 - OBSERVED_DAYS}
        AND n.last_active_day > ${lastDay - SILENT_DAYS - WEEK_DAYS} AND n.last_active_day <= ${lastDay - SILENT_DAYS}${andAccountIn(sql`n.account_id`, filter)}
      ORDER BY s.mrr_cents DESC, n.account_id LIMIT ${limit}`),
  );
}

const TrialRow = z.object({ ...account, start_day: z.coerce.number(), users: z.coerce.number(), users_before: z.coerce.number() });
export type TrialTookOff = z.infer<typeof TrialRow>;

/** Trials that run and have at least twice the users of the week before: those with the most new users first. */
export async function trialsTookOff(port: SqlPort, { filter, limit, lastDay }: WeekAsked): Promise<TrialTookOff[]> {
  return z.array(TrialRow).parse(
    await port.query(sql`
      SELECT a.account_id, ${COMPANY} AS company, n.app_key AS app, a.trial_start_day AS start_day, ${usersNow(lastDay)} AS users, ${usersBefore(lastDay)} AS users_before
      FROM revenue_account a ${NAMES} ${usersOf(lastDay)}
      WHERE a.trial_start_day > ${lastDay - TRIAL_DAYS} AND a.trial_start_day <= ${lastDay}
        AND (a.first_paid_day IS NULL OR a.first_paid_day > ${lastDay})
        AND ${usersNow(lastDay)} >= ${LEAST_USERS} AND ${usersNow(lastDay)} >= 2 * ${usersBefore(lastDay)}${andAccountIn(sql`a.account_id`, filter)}
      ORDER BY ${usersNow(lastDay)} - ${usersBefore(lastDay)} DESC, a.account_id LIMIT ${limit}`),
  );
}
