import { z } from 'zod';
import { MonthText, RevenueHead, revenuePage } from './revenue-request';

/** What the parts of the revenue screen beside the bridge show. Shares are 0–1, null where there is nothing to divide by. */
const cents = z.number().int();
const share = z.number().nullable();
const count = z.number().int();

export const CohortRow = z.object({
  month: MonthText,
  startCents: cents,
  accounts: count,
  /** What the cohort pays at the end of its month and of each after, over what it paid at the end of its own. */
  shares: z.array(z.number()),
});
export type CohortRow = z.infer<typeof CohortRow>;

export const RetentionMonth = z.object({ month: MonthText, cohortAccounts: count, nrr: share, grr: share, logoChurn: share });
export type RetentionMonth = z.infer<typeof RetentionMonth>;

export const RevenueRetention = z.object({
  head: RevenueHead,
  triangle: z.array(CohortRow),
  /** At each month's end: of those who paid twelve months before. */
  months: z.array(RetentionMonth),
});
export type RevenueRetention = z.infer<typeof RevenueRetention>;

export const ChurnPart = z.object({
  accountsAtStart: count,
  accountsLost: count,
  startCents: cents,
  churnCents: cents,
  contractionCents: cents,
  expansionCents: cents,
  logoChurn: share,
  grossRevenueChurn: share,
  netRevenueChurn: share,
  isolatedChurn: share,
});
export type ChurnPart = z.infer<typeof ChurnPart>;
export const Subscription = z.enum(['all', 'monthly', 'annual', 'other']);
export type Subscription = z.infer<typeof Subscription>;

export const ChurnMonth = z.object({ month: MonthText, all: ChurnPart, monthly: ChurnPart, annual: ChurnPart, other: ChurnPart });
export type ChurnMonth = z.infer<typeof ChurnMonth>;

export const RevenueChurn = z.object({
  head: RevenueHead,
  months: z.array(ChurnMonth),
  /** What people gave as their reason on leaving in these months, most first. `lostCents`: the MRR of the accounts that then churned. */
  reasons: z.array(z.object({ reason: z.string(), answers: count, accounts: count, lostCents: cents })),
  lifetimeValueCents: cents.nullable(),
});
export type RevenueChurn = z.infer<typeof RevenueChurn>;

export const TrialsRequest = revenuePage({});
export type TrialsRequest = z.infer<typeof TrialsRequest>;
export const TrialRow = z.object({
  account: z.string(),
  company: z.string(),
  app: z.string(),
  startDay: z.string(),
  /** 1 is the first. */
  day: count,
  /** A feature was used; null where the app does not report. */
  activated: z.boolean().nullable(),
  expectedCents: cents.nullable(),
});
export type TrialRow = z.infer<typeof TrialRow>;

export const TrialCohort = z.object({
  month: MonthText,
  trials: count,
  /** Paid in time, over trials that have had their time. */
  bounded: share,
  /** Paid until now, over all. */
  ever: share,
  medianDaysToConvert: z.number().nullable(),
});
export type TrialCohort = z.infer<typeof TrialCohort>;

export const RevenueTrials = z.object({
  head: RevenueHead,
  trialDays: count,
  /** A trial counts as converted in time up to so many days after its end. */
  withinDays: count,
  running: z.array(z.object({ day: count, trials: count, activated: count, notObserved: count, expectedCents: cents })),
  cohorts: z.array(TrialCohort),
  list: z.object({ rows: z.array(TrialRow), total: count }),
});
export type RevenueTrials = z.infer<typeof RevenueTrials>;

export const RenewalsRequest = revenuePage({ due: MonthText.nullable().default(null) });
export type RenewalsRequest = z.infer<typeof RenewalsRequest>;
/** `used`, `silent`: the app reports and was, or was not, used in 30 days. */
export const UseState = z.enum(['used', 'silent', 'not-observed']);
export type UseState = z.infer<typeof UseState>;
export const RenewalRow = z.object({
  account: z.string(),
  company: z.string(),
  app: z.string(),
  dueDay: z.string(),
  billingPeriod: z.string().nullable(),
  tier: z.string().nullable(),
  mrrCents: cents,
  use: UseState,
});
export type RenewalRow = z.infer<typeof RenewalRow>;
export const RenewalMonth = z.object({
  month: MonthText,
  accounts: count,
  mrrCents: cents,
  annualCents: cents,
  silentCents: cents,
  notObservedCents: cents,
});
export type RenewalMonth = z.infer<typeof RenewalMonth>;
export const RevenueRenewals = z.object({
  head: RevenueHead,
  /** The coming months, the running one first. */
  months: z.array(RenewalMonth),
  list: z.object({ rows: z.array(RenewalRow), total: count }),
});
export type RevenueRenewals = z.infer<typeof RevenueRenewals>;

export const PlanRow = z.object({
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  billingPeriod: z.string().nullable(),
  accounts: count,
  mrrCents: cents,
});
export type PlanRow = z.infer<typeof PlanRow>;
export const TierRow = z.object({ tier: z.string().nullable(), accounts: count, seats: count.nullable(), mrrCents: cents });
export type TierRow = z.infer<typeof TierRow>;
export const LicenceMonth = z.object({ month: MonthText, installs: count, activeLicences: count, trials: count });
export type LicenceMonth = z.infer<typeof LicenceMonth>;
export const RevenueCustomers = z.object({
  head: RevenueHead,
  payingAccounts: count,
  plans: z.array(PlanRow),
  tiers: z.array(TierRow),
  /** At each month's end. */
  months: z.array(LicenceMonth),
});
export type RevenueCustomers = z.infer<typeof RevenueCustomers>;
