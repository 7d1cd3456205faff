import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { firstDayOf, monthText } from '../../revenue/calendar';
import type { RevenueQuestion } from '../../revenue/read-model';
import { TRIAL_DAYS, type Trial, type TrialConversion, trialConversion } from '../../revenue/trials';
import { OBSERVED_DAYS } from './accounts';
import type { MonthRange } from './revenue-bridge';
import { COMPANY, NAMES, type ListPage, accountsAsked, centsColumn } from './revenue-question';

/** The first paid day from the trial's start on: of the account, else of another one of the app on the same site, which it became. */
const FIRST_PAID = sql`COALESCE(
        CASE WHEN a.first_paid_day >= a.trial_start_day THEN a.first_paid_day END,
        (SELECT MIN(o.first_paid_day) FROM revenue_account o
          WHERE o.site = a.site AND o.app = a.app AND o.account_id <> a.account_id AND o.first_paid_day >= a.trial_start_day))`;

/** An account that paid before it tried something is no trial. */
const IS_TRIAL = sql`(a.first_paid_day IS NULL OR a.first_paid_day >= a.trial_start_day)`;

const Group = z.object({ start_day: z.coerce.number(), paid_day: z.coerce.number().nullable(), trials: z.coerce.number() });

export type TrialCohort = { readonly month: string } & TrialConversion;

/** Conversion of the trials that began in each month, both months included, as it stands on `today`. */
export async function trialCohorts(
  port: SqlPort,
  question: RevenueQuestion,
  { fromMonth, toMonth, today, withinDays }: MonthRange & { readonly today: number; readonly withinDays: number },
): Promise<TrialCohort[]> {
  const rows = await port.query(sql`
    SELECT start_day, paid_day, COUNT(*) AS trials
    FROM (
      SELECT a.trial_start_day AS start_day, ${FIRST_PAID} AS paid_day
      FROM revenue_account a
      WHERE a.trial_start_day >= ${firstDayOf(fromMonth)} AND a.trial_start_day < ${firstDayOf(toMonth + 1)} AND ${IS_TRIAL} AND ${accountsAsked(question)}
    ) begun
    GROUP BY start_day, paid_day`);
  const trials = z
    .array(Group)
    .parse(rows)
    .flatMap((row): Trial[] =>
      Array.from({ length: row.trials }, () => ({ account: '', startDay: row.start_day, firstPaidDay: row.paid_day, expectedCents: null })),
    );
  return Array.from({ length: toMonth - fromMonth + 1 }, (_, offset) => {
    const month = fromMonth + offset;
    return { month: monthText(month), ...trialConversion(trials, firstDayOf(month), firstDayOf(month + 1), today, withinDays) };
  });
}

/**
 * Trials that run: begun in the last thirty days and not paid for. Worth: their number of users, by what is paid for a user of the same app
 * today. Activated: used at all; unknown where the app does not report.
 */
function runningSql(question: RevenueQuestion, today: number) {
  const cents = centsColumn(sql`p`, question);
  return sql`
    FROM revenue_account a ${NAMES}
    LEFT JOIN (
      SELECT q.app, SUM(${cents}) AS cents, SUM(p.seats) AS seats
      FROM revenue_span p JOIN revenue_account q ON q.account_id = p.account_id
      WHERE p.end_day > ${today} AND p.start_day <= ${today} AND p.seats > 0
      GROUP BY q.app
    ) price ON price.app = a.app
    WHERE a.trial_start_day > ${today - TRIAL_DAYS} AND a.trial_start_day <= ${today}
      AND (a.first_paid_day IS NULL OR a.first_paid_day > ${today}) AND ${accountsAsked(question)}`;
}

const EXPECTED = sql`CASE WHEN price.seats > 0 THEN FLOOR(COALESCE(a.opportunity_seats, 0) * price.cents / price.seats) ELSE 0 END`;

function useSql(today: number) {
  return sql`CASE WHEN n.last_active_day IS NOT NULL THEN 'used' WHEN n.last_event_day > ${today - OBSERVED_DAYS} THEN 'silent' ELSE 'not-observed' END`;
}

const Day = z.object({
  start_day: z.coerce.number(),
  trials: z.coerce.number(),
  activated: z.coerce.number(),
  not_observed: z.coerce.number(),
  expected: z.coerce.number(),
});
export type TrialDay = {
  readonly day: number;
  readonly trials: number;
  readonly activated: number;
  readonly notObserved: number;
  readonly expectedCents: number;
};

/** Running trials by the day that they are in, 1 the first. */
export async function runningTrials(port: SqlPort, question: RevenueQuestion, today: number): Promise<TrialDay[]> {
  const use = useSql(today);
  const rows = await port.query(sql`
    SELECT a.trial_start_day AS start_day, COUNT(*) AS trials, SUM(CASE WHEN ${use} = 'used' THEN 1 ELSE 0 END) AS activated,
      SUM(CASE WHEN ${use} = 'not-observed' THEN 1 ELSE 0 END) AS not_observed, SUM(${EXPECTED}) AS expected
    ${runningSql(question, today)}
    GROUP BY a.trial_start_day ORDER BY a.trial_start_day DESC`);
  return z
    .array(Day)
    .parse(rows)
    .map((row) => ({
      day: today - row.start_day + 1,
      trials: row.trials,
      activated: row.activated,
      notObserved: row.not_observed,
      expectedCents: row.expected,
    }));
}

const Row = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  app: z.string(),
  start_day: z.coerce.number(),
  seen: z.enum(['used', 'silent', 'not-observed']),
  expected: z.coerce.number(),
});
const Total = z.object({ total: z.coerce.number() });
export type RunningTrial = {
  readonly accountId: number;
  readonly company: string;
  readonly app: string;
  readonly startDay: number;
  readonly day: number;
  readonly activated: boolean | null;
  readonly expectedCents: number | null;
};

/** The running trials themselves, worth most first. */
export async function runningTrialList(
  port: SqlPort,
  question: RevenueQuestion,
  { today, limit, offset }: { readonly today: number } & ListPage,
): Promise<{ readonly rows: RunningTrial[]; readonly total: number }> {
  const running = runningSql(question, today);
  const rows = await port.query(sql`
    SELECT a.account_id, ${COMPANY} AS company, a.app, a.trial_start_day AS start_day, ${useSql(today)} AS seen, ${EXPECTED} AS expected
    ${running}
    ORDER BY expected DESC, a.trial_start_day, a.account_id LIMIT ${limit} OFFSET ${offset}`);
  const [count] = z.array(Total).parse(await port.query(sql`SELECT COUNT(*) AS total ${running}`));
  return {
    rows: z
      .array(Row)
      .parse(rows)
      .map((row) => ({
        accountId: row.account_id,
        company: row.company,
        app: row.app,
        startDay: row.start_day,
        day: today - row.start_day + 1,
        activated: row.seen === 'not-observed' ? null : row.seen === 'used',
        expectedCents: row.expected === 0 ? null : row.expected,
      })),
    total: count?.total ?? 0,
  };
}
