import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { activitySql, ofRowsAndRecords } from '../activity-packs';
import type { Stretch } from '../activity-packs';
import { eachAccountDay } from './account-days';

const int = z.coerce.number();
const intOrNull = int.nullable();

const AccountRow = z.object({
  account_id: int,
  app: z.string(),
  hosting: z.string().nullable(),
  region: z.string().nullable(),
  trial_start_day: intOrNull,
  first_paid_day: intOrNull,
  opportunity_seats: intOrNull,
  /** What the licence says today; null without one. It tells nothing of the past. */
  status: z.string().nullable(),
});
export type LearningAccount = z.infer<typeof AccountRow>;

/** Accounts that revenue knows, by id, after one of them. */
export async function accountsToLearn(port: SqlPort, afterId: number, limit: number): Promise<LearningAccount[]> {
  const rows = await port.query(sql`
    SELECT r.account_id, r.app, r.hosting, r.region, r.trial_start_day, r.first_paid_day, r.opportunity_seats, s.status
    FROM revenue_account r LEFT JOIN account_state s ON s.account_id = r.account_id
    WHERE r.account_id > ${afterId} ORDER BY r.account_id LIMIT ${limit}`);
  return z.array(AccountRow).parse(rows);
}

const SpanRow = z.object({
  account_id: int,
  start_day: int,
  end_day: int,
  customer_cents: int,
  seats: intOrNull,
  billing_period: z.string().nullable(),
  tier: z.string().nullable(),
});
export type PaidSpan = z.infer<typeof SpanRow>;

/** What these accounts paid for, by day. */
export async function spansOf(port: SqlPort, accountIds: readonly number[]): Promise<PaidSpan[]> {
  const rows = await port.query(sql`
    SELECT account_id, start_day, end_day, customer_cents, seats, billing_period, tier FROM revenue_span
    WHERE account_id IN (${accountIds}) ORDER BY account_id, start_day`);
  return z.array(SpanRow).parse(rows);
}

const PurchaseRow = z.object({ account_id: int, sale_day: int, end_day: int });
export type PaidUntil = z.infer<typeof PurchaseRow>;

/** Until when each purchase ran as it was sold: spans end earlier where something came between. */
export async function purchasesOf(port: SqlPort, accountIds: readonly number[]): Promise<PaidUntil[]> {
  const rows = await port.query(sql`
    SELECT account_id, sale_day, end_day FROM revenue_line
    WHERE kind IS NULL AND (left_out IS NULL OR left_out <> 'gone') AND end_day IS NOT NULL AND account_id IN (${accountIds})`);
  return z.array(PurchaseRow).parse(rows);
}

const MovementRow = z.object({ account_id: int, day: int, kind: z.string(), customer_cents: int });
export type DatedMovement = z.infer<typeof MovementRow>;

export async function movementsOf(port: SqlPort, accountIds: readonly number[]): Promise<DatedMovement[]> {
  const rows = await port.query(sql`
    SELECT account_id, day, kind, customer_cents FROM revenue_movement WHERE account_id IN (${accountIds}) ORDER BY account_id, day`);
  return z.array(MovementRow).parse(rows);
}

const EventRow = z.object({ event_id: int, name: z.string() });

/** The features that most accounts used, at most `limit`. */
export async function widestFeatures(port: SqlPort, limit: number): Promise<ReadonlyMap<number, string>> {
  const rows = await port.query(sql`
    SELECT e.event_id, e.name FROM event_name e JOIN account_feature f ON f.event_id = e.event_id WHERE e.feature = 1
    GROUP BY e.event_id, e.name ORDER BY COUNT(*) DESC, e.event_id LIMIT ${limit}`);
  return new Map(
    z
      .array(EventRow)
      .parse(rows)
      .map(({ event_id, name }) => [event_id, name]),
  );
}

/** Days of [fromDay, toDay) in stretches of `days`, the latest of which is number 0. */
export type Stretches = { readonly fromDay: number; readonly toDay: number; readonly days: number };

const daysOf = (accounts: readonly number[], { fromDay, toDay }: Stretches): Stretch => ({ accounts, from: fromDay, to: toDay });
const stretchSql = ({ toDay, days }: Stretches): Sql => sql`FLOOR((${toDay - 1} - a.day) / ${days})`;

const FeatureUseRow = z.object({ account_id: int, event_id: int, stretch: int, uses: int });
export type FeatureUse = z.infer<typeof FeatureUseRow>;

/** Uses of features by stretch. */
export async function featureUse(port: SqlPort, accountIds: readonly number[], stretches: Stretches): Promise<FeatureUse[]> {
  const uses = (activity: Sql) => sql`
    SELECT a.account_id, a.event_id, ${stretchSql(stretches)} AS stretch, SUM(a.count) AS uses
    FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1 GROUP BY a.account_id, a.event_id, stretch`;
  const rows = await port.query(sql`
    SELECT u.account_id, u.event_id, u.stretch, SUM(u.uses) AS uses
    FROM (${ofRowsAndRecords([daysOf(accountIds, stretches)], uses)}) u GROUP BY u.account_id, u.event_id, u.stretch`);
  return z.array(FeatureUseRow).parse(rows);
}

const UserUseRow = z.object({ account_id: int, stretch: int, user_id: int, uses: int });
export type UserUse = z.infer<typeof UserUseRow>;

/** Uses of features by those whom sites name, by stretch. */
export async function userUse(port: SqlPort, accountIds: readonly number[], stretches: Stretches): Promise<UserUse[]> {
  const uses = (activity: Sql) => sql`
    SELECT a.account_id, ${stretchSql(stretches)} AS stretch, a.user_id, SUM(a.count) AS uses
    FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id WHERE e.feature = 1 AND a.user_id > 0
    GROUP BY a.account_id, stretch, a.user_id`;
  const rows = await port.query(sql`
    SELECT u.account_id, u.stretch, u.user_id, SUM(u.uses) AS uses
    FROM (${ofRowsAndRecords([daysOf(accountIds, stretches)], uses)}) u GROUP BY u.account_id, u.stretch, u.user_id`);
  return z.array(UserUseRow).parse(rows);
}

const HeardRow = z.object({ account_id: int, stretch: int, heard: int, active: int });
export type Heard = z.infer<typeof HeardRow>;

/** By stretch, of at most 31 days, a bit for each day, the latest first: was there anything, if only a sign of life; was a feature used. */
export async function daysHeard(port: SqlPort, accountIds: readonly number[], stretches: Stretches): Promise<Heard[]> {
  const bit = sql`1 << MOD(${stretches.toDay - 1} - a.day, ${stretches.days})`;
  const heard = (activity: Sql) => sql`
    SELECT a.account_id, ${stretchSql(stretches)} AS stretch, BIT_OR(${bit}) AS heard, BIT_OR(CASE WHEN e.feature = 1 THEN ${bit} ELSE 0 END) AS active
    FROM ${activity} a JOIN event_name e ON e.event_id = a.event_id GROUP BY a.account_id, stretch`;
  const rows = await port.query(sql`
    SELECT h.account_id, h.stretch, BIT_OR(h.heard) AS heard, BIT_OR(h.active) AS active
    FROM (${ofRowsAndRecords([daysOf(accountIds, stretches)], heard)}) h GROUP BY h.account_id, h.stretch`);
  return z.array(HeardRow).parse(rows);
}

const TrialUseRow = z.object({ account_id: int, event_id: int, uses: int });
const TrialDaysRow = z.object({ account_id: int, heard: int, active: int });
const TrialUserRow = z.object({ account_id: int, user_id: int, uses: int });
export type TrialUse = z.infer<typeof TrialUseRow>;
export type TrialDays = z.infer<typeof TrialDaysRow>;
export type TrialUser = z.infer<typeof TrialUserRow>;

/** An account and the first day of its trial. */
export type Trial = { readonly accountId: number; readonly startDay: number };

const trialDaysSql = (trials: readonly Trial[], days: number): Sql => sql`
  FROM ${activitySql(...trials.map(({ accountId, startDay }) => ({ accounts: [accountId], from: startDay, to: startDay + days })))} a
    JOIN event_name e ON e.event_id = a.event_id`;

/** Uses of features in the first days of the trial. */
export async function trialUse(port: SqlPort, trials: readonly Trial[], days: number): Promise<TrialUse[]> {
  const rows = await port.query(sql`
    SELECT a.account_id, a.event_id, SUM(a.count) AS uses ${trialDaysSql(trials, days)} WHERE e.feature = 1
    GROUP BY a.account_id, a.event_id`);
  return z.array(TrialUseRow).parse(rows);
}

/** Uses of features in the first days of the trial by those whom sites name. */
export async function trialUsers(port: SqlPort, trials: readonly Trial[], days: number): Promise<TrialUser[]> {
  const rows = await port.query(sql`
    SELECT a.account_id, a.user_id, SUM(a.count) AS uses ${trialDaysSql(trials, days)} WHERE e.feature = 1 AND a.user_id > 0
    GROUP BY a.account_id, a.user_id`);
  return z.array(TrialUserRow).parse(rows);
}

/** A bit for each of the first days of the trial, the first day first: was there anything, if only a sign of life; was a feature used. */
export async function trialDays(port: SqlPort, trials: readonly Trial[], days: number): Promise<TrialDays[]> {
  const bit = sql`1 << (a.day - r.trial_start_day)`;
  const rows = await port.query(sql`
    SELECT a.account_id, BIT_OR(${bit}) AS heard, BIT_OR(CASE WHEN e.feature = 1 THEN ${bit} ELSE 0 END) AS active ${trialDaysSql(trials, days)}
      JOIN revenue_account r ON r.account_id = a.account_id
    GROUP BY a.account_id`);
  return z.array(TrialDaysRow).parse(rows);
}

export type Reach = { readonly account_id: number; readonly day: number; readonly users7: number; readonly users30: number };

/** Users of the 7 and 30 days that end on each of the days. */
export async function reachOn(port: SqlPort, accountIds: readonly number[], days: readonly number[]): Promise<Reach[]> {
  const reach: Reach[] = [];
  const asked = new Set(days);
  const and = sql` AND account_id IN (${accountIds})`;
  const span = { from: Math.min(...days), to: Math.max(...days) + 1 };
  await eachAccountDay(port, { figures: ['users7', 'users30'], ...span, and }, ({ accountId, day, users7, users30 }) => {
    if (asked.has(day)) reach.push({ account_id: accountId, day, users7, users30 });
  });
  return reach;
}

const StartRow = z.object({ account_id: int, trial_start_day: intOrNull, first_paid_day: intOrNull });
export type AccountStart = z.infer<typeof StartRow>;

/** When these accounts began, as far as revenue knows. */
export async function startsOf(port: SqlPort, accountIds: readonly number[]): Promise<AccountStart[]> {
  const rows = await port.query(sql`
    SELECT account_id, trial_start_day, first_paid_day FROM revenue_account WHERE account_id IN (${accountIds})`);
  return z.array(StartRow).parse(rows);
}

/** First and last day. */
export type Days = { readonly from: number; readonly through: number };
const UseRow = z.object({ account_id: int, day: int, event_id: int, user_id: int, count: int });
export type DayUse = z.infer<typeof UseRow>;

/** So many rows stay far below what one answer may hold. */
const USES_AT_ONCE = 20_000;

/** What was done in accounts on days of any of these stretches; of all users together (user 0) where nobody asks by whom. */
export async function usesByDay(
  port: SqlPort,
  asked: {
    readonly accountIds: readonly number[];
    readonly eventIds: readonly number[];
    readonly days: readonly Days[];
    readonly byUser: boolean;
  },
): Promise<DayUse[]> {
  const { accountIds, eventIds, days, byUser } = asked;
  const found: DayUse[] = [];
  if (accountIds.length === 0 || eventIds.length === 0 || days.length === 0) return found;
  const [user, byUsers] = byUser ? [sql`a.user_id`, sql`, a.user_id`] : [sql`0`, sql``];
  for (let last: DayUse | undefined; ;) {
    const accounts = accountIds.filter((id) => id >= (last?.account_id ?? 0));
    const stretches = days.map(({ from, through }) => ({ accounts, from, to: through + 1 }));
    const rows = await port.query(sql`
      SELECT a.account_id, a.day, a.event_id, ${user} AS user_id, SUM(a.count) AS count FROM ${activitySql(...stretches)} a
      WHERE a.event_id IN (${eventIds})${behind(last, byUser)}
      GROUP BY a.account_id, a.day, a.event_id${byUsers} ORDER BY a.account_id, a.day, a.event_id${byUsers} LIMIT ${USES_AT_ONCE}`);
    const page = z.array(UseRow).parse(rows);
    for (const row of page) found.push(row);
    last = page.at(-1);
    if (last === undefined || page.length < USES_AT_ONCE) return found;
  }
}

function behind(last: DayUse | undefined, byUser: boolean): Sql {
  if (last === undefined) return sql``;
  const { account_id, day, event_id, user_id } = last;
  const user = byUser ? sql` OR (a.event_id = ${event_id} AND a.user_id > ${user_id})` : sql``;
  return sql` AND (a.account_id > ${account_id} OR (a.account_id = ${account_id} AND (a.day > ${day} OR (a.day = ${day} AND (a.event_id > ${event_id}${user})))))`;
}

const SeenRow = z.object({ account_id: int, user_id: int, first_day: int });
export type FirstSeen = z.infer<typeof SeenRow>;

/** Since when each user was seen in these accounts. */
export async function usersSince(port: SqlPort, accountIds: readonly number[]): Promise<FirstSeen[]> {
  const found: FirstSeen[] = [];
  if (accountIds.length === 0) return found;
  for (let last: FirstSeen | undefined; ;) {
    const rest: Sql =
      last === undefined
        ? sql``
        : sql` AND (account_id > ${last.account_id} OR (account_id = ${last.account_id} AND user_id > ${last.user_id}))`;
    const rows = await port.query(sql`
      SELECT account_id, user_id, first_day FROM membership
      WHERE account_id IN (${accountIds}) AND user_id > 0${rest} ORDER BY account_id, user_id LIMIT ${USES_AT_ONCE}`);
    const page = z.array(SeenRow).parse(rows);
    for (const row of page) found.push(row);
    last = page.at(-1);
    if (last === undefined || page.length < USES_AT_ONCE) return found;
  }
}

const StageRow = z.object({ account_id: int, entered_day: int, known_day: int, stage: z.string() });
export type KnownStage = z.infer<typeof StageRow>;

/** Stages that accounts came into, where it is known since when the store knew, the oldest first. */
export async function knownStages(port: SqlPort, accountIds: readonly number[]): Promise<KnownStage[]> {
  if (accountIds.length === 0) return [];
  const rows = await port.query(sql`
    SELECT account_id, entered_day, known_day, stage FROM stage_entry
    WHERE account_id IN (${accountIds}) AND known_day IS NOT NULL ORDER BY account_id, entered_day`);
  return z.array(StageRow).parse(rows);
}
