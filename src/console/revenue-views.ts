import type { RevenueRequest } from '../contract/revenue-request';
import type {
  RenewalsRequest,
  RevenueChurn,
  RevenueCustomers,
  RevenueRenewals,
  RevenueRetention,
  RevenueTrials,
  TrialsRequest,
} from '../contract/revenue-views';
import { dayFromNumber } from '../platform/days';
import { leavingReasons } from '../profiles/leaving-reasons';
import { firstDayOf, monthText } from '../revenue/calendar';
import { type ChurnPart, lifetimeValue } from '../revenue/churn';
import { TRIAL_DAYS } from '../revenue/trials';
import { revenueChurn } from '../store/queries/revenue-churn';
import { licenceMonths } from '../store/queries/revenue-licences';
import { renewalList, renewalMonths } from '../store/queries/revenue-renewals';
import { revenueCohorts, revenueRetention } from '../store/queries/revenue-retention';
import { revenuePlans, revenueStanding, revenueTiers } from '../store/queries/revenue-standing';
import { runningTrialList, runningTrials, trialCohorts } from '../store/queries/revenue-trials';
import { monthBefore } from './revenue-bridge';
import { endOfMonth, headOf, lastDayOf, monthNumber, monthsOf, pageOf, type RevenuePorts, scopeOf } from './revenue-scope';

/** A trial counts as converted in time up to so many days after its end. */
const CONVERTED_WITHIN_DAYS = 30;
/** A year's renewals, and the running month. */
const RENEWAL_MONTHS = 13;

export async function retentionAnswer(ports: RevenuePorts, request: RevenueRequest): Promise<RevenueRetention> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, fromMonth, toMonth } = scope;
  const [head, triangle, months] = await Promise.all([
    headOf(ports, scope),
    revenueCohorts(ports.sql, question, { fromMonth, toMonth }),
    Promise.all(
      monthsOf(scope).map(async (month) => {
        const day = lastDayOf(month, today);
        const { cohortAccounts, nrr, grr, logoChurn } = await revenueRetention(ports.sql, question, monthBefore(day, 12), day);
        return { month: monthText(month), cohortAccounts, nrr, grr, logoChurn };
      }),
    ),
  ]);
  return { head, triangle: triangle.map((row) => ({ ...row, shares: [...row.shares] })), months };
}

export async function churnAnswer(ports: RevenuePorts, request: RevenueRequest): Promise<RevenueChurn> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, fromMonth, toMonth } = scope;
  const [head, months, reasons, standing] = await Promise.all([
    headOf(ports, scope),
    Promise.all(
      monthsOf(scope).map(async (month) => ({
        month: monthText(month),
        ...(await revenueChurn(ports.sql, question, { fromDay: firstDayOf(month), toDay: endOfMonth(month, today) })),
      })),
    ),
    leavingReasons(ports.sql, question, { fromDay: firstDayOf(fromMonth), toDay: endOfMonth(toMonth, today) }),
    revenueStanding(ports.sql, question, today),
  ]);
  // The running month would look as if fewer had left than will have.
  const full = months.slice(0, -1).map(({ all }) => all);
  return { head, months, reasons: [...reasons], lifetimeValueCents: lifetimeValue(standing.arpcCents, meanLogoChurn(full)) };
}

/** Accounts lost over accounts that could be lost, of all months together; null without any. */
export function meanLogoChurn(months: readonly Pick<ChurnPart, 'accountsAtStart' | 'accountsLost'>[]): number | null {
  const [lost, there] = months.reduce(([left, all], each) => [left + each.accountsLost, all + each.accountsAtStart], [0, 0]);
  return there === 0 ? null : lost / there;
}

export async function trialsAnswer(ports: RevenuePorts, request: TrialsRequest): Promise<RevenueTrials> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, fromMonth, toMonth } = scope;
  const [head, running, cohorts, list] = await Promise.all([
    headOf(ports, scope),
    runningTrials(ports.sql, question, today),
    trialCohorts(ports.sql, question, { fromMonth, toMonth, today, withinDays: CONVERTED_WITHIN_DAYS }),
    runningTrialList(ports.sql, question, { today, ...pageOf(request) }),
  ]);
  return {
    head,
    trialDays: TRIAL_DAYS,
    withinDays: CONVERTED_WITHIN_DAYS,
    running: [...running],
    cohorts: [...cohorts],
    list: {
      rows: list.rows.map(({ accountId, startDay, ...row }) => ({ ...row, account: String(accountId), startDay: dayFromNumber(startDay) })),
      total: list.total,
    },
  };
}

export async function renewalsAnswer(ports: RevenuePorts, request: RenewalsRequest): Promise<RevenueRenewals> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, toMonth } = scope;
  const due = request.due === null ? null : monthNumber(request.due);
  const [head, months, list] = await Promise.all([
    headOf(ports, scope),
    renewalMonths(ports.sql, question, { today, months: RENEWAL_MONTHS }),
    renewalList(ports.sql, question, {
      today,
      fromDay: due === null ? today + 1 : Math.max(today + 1, firstDayOf(due)),
      toDay: firstDayOf((due ?? toMonth + RENEWAL_MONTHS - 1) + 1),
      ...pageOf(request),
    }),
  ]);
  return {
    head,
    months: [...months],
    list: {
      rows: list.rows.map(({ accountId, dueDay, ...row }) => ({ ...row, account: String(accountId), dueDay: dayFromNumber(dueDay) })),
      total: list.total,
    },
  };
}

export async function customersAnswer(ports: RevenuePorts, request: RevenueRequest): Promise<RevenueCustomers> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, fromMonth, toMonth } = scope;
  const [head, plans, tiers, months] = await Promise.all([
    headOf(ports, scope),
    revenuePlans(ports.sql, question, today),
    revenueTiers(ports.sql, question, today),
    licenceMonths(ports.sql, question, { fromMonth, toMonth }),
  ]);
  return {
    head,
    payingAccounts: plans.reduce((sum, { accounts }) => sum + accounts, 0),
    plans: [...plans],
    tiers: [...tiers],
    months: [...months],
  };
}
