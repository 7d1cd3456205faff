import { z } from 'zod';
import { MonthText, RevenueHead, revenuePage, RevenueRequest } from './revenue-request';

/** Reconciliation and the bookkeeper's statement. */
const cents = z.number().int();
const count = z.number().int();

export const DifferenceKind = z.enum(['grace', 'rebill', 'true-up', 'transfer', 'rate']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;
export const StatedSubscription = z.enum(['TOTAL', 'MONTHLY', 'ANNUAL']);
export type StatedSubscription = z.infer<typeof StatedSubscription>;

/** `oursCents` − `theirsCents` = the kinds + `unexplainedCents`, to the cent. */
export const ReconciliationRow = z.object({
  month: MonthText,
  app: z.string(),
  subscription: StatedSubscription,
  oursCents: cents,
  theirsCents: cents,
  byKind: z.record(DifferenceKind, cents),
  unexplainedCents: cents,
});
export type ReconciliationRow = z.infer<typeof ReconciliationRow>;

export const FlagSum = z.object({ reason: z.string(), lines: count, cents });
export type FlagSum = z.infer<typeof FlagSum>;

export const RevenueReconciliation = z.object({
  head: RevenueHead,
  /** Latest month first; empty until the report of recurring revenue has been read. */
  rows: z.array(ReconciliationRow),
  flags: z.array(FlagSum),
});
export type RevenueReconciliation = z.infer<typeof RevenueReconciliation>;

export const DifferencesRequest = revenuePage({ month: MonthText, app: z.string().max(120), subscription: StatedSubscription });
export type DifferencesRequest = z.infer<typeof DifferencesRequest>;
export const DifferenceRow = z.object({
  kind: DifferenceKind,
  account: z.string(),
  company: z.string(),
  cents,
  lineIds: z.array(z.string()),
});
export type DifferenceRow = z.infer<typeof DifferenceRow>;
export const DifferencesPage = z.object({ rows: z.array(DifferenceRow), total: count });
export type DifferencesPage = z.infer<typeof DifferencesPage>;

export const FlagsRequest = revenuePage({ reason: z.string().max(60).nullable().default(null) });
export type FlagsRequest = z.infer<typeof FlagsRequest>;
export const FlagRow = z.object({
  reason: z.string(),
  account: z.string(),
  company: z.string(),
  lineId: z.string(),
  otherLineId: z.string().nullable(),
  cents,
});
export type FlagRow = z.infer<typeof FlagRow>;
export const FlagsPage = z.object({ rows: z.array(FlagRow), total: count });
export type FlagsPage = z.infer<typeof FlagsPage>;

export const StatementRow = z.object({
  month: MonthText,
  app: z.string(),
  /** What customers were billed, and what of it was given back (never above zero). */
  salesCents: cents,
  refundsCents: cents,
  discountsCents: cents,
  partnerDiscountsCents: cents,
  /** Share of sales that came through partners; null where nothing was sold. */
  partnerShare: z.number().nullable(),
  /** What is left for the vendor after refunds. */
  payoutCents: cents,
  /** What the marketplace keeps of sales; null where nothing was sold. */
  takeRate: z.number().nullable(),
});
export type StatementRow = z.infer<typeof StatementRow>;

export const CostSettings = z.strictObject({
  /** A month's bill for the platform, shared out by use. */
  forgeCents: z.number().int().min(0).max(100_000_000_000),
  supportCentsPerHour: z.number().int().min(0).max(10_000_000),
  /** Hours of support in a month, shared out by accounts. */
  supportHours: z.number().min(0).max(1_000_000),
  /** Everything else in a month, shared out by MRR. */
  fixedCents: z.number().int().min(0).max(100_000_000_000),
});
export type CostSettings = z.infer<typeof CostSettings>;
export const MarginRow = z.object({
  account: z.string(),
  company: z.string(),
  revenueCents: cents,
  forgeCents: cents,
  supportCents: cents,
  fixedCents: cents,
  marginCents: cents,
});
export type MarginRow = z.infer<typeof MarginRow>;
export const MarginPage = z.object({ rows: z.array(MarginRow), total: count });
export type MarginPage = z.infer<typeof MarginPage>;

/** What was billed less refunds by the month of sale, and the same spread over the days that it pays for. */
export const RecognisedMonth = z.object({ month: MonthText, cashCents: cents, recognisedCents: cents });
export type RecognisedMonth = z.infer<typeof RecognisedMonth>;

export const RevenueStatement = z.object({
  head: RevenueHead,
  /** Latest month first. */
  rows: z.array(StatementRow),
  recognised: z.array(RecognisedMonth),
  costs: CostSettings,
  /** Only an admin may. */
  canChange: z.boolean(),
  margin: z.object({ revenueCents: cents, marginCents: cents, share: z.number().nullable() }),
});
export type RevenueStatement = z.infer<typeof RevenueStatement>;

/** The lines behind the statement, in no order; `after` is the last line of the page before. */
export const StatementLinesRequest = z.strictObject({ ...RevenueRequest.shape, after: z.string().max(20).nullable().default(null) });
export const StatementLine = z.object({
  lineId: z.string(),
  saleDay: z.string(),
  transactionId: z.string(),
  account: z.string(),
  app: z.string(),
  saleType: z.string().nullable(),
  startDay: z.string().nullable(),
  endDay: z.string().nullable(),
  customerCents: cents,
  discountCents: cents,
  partnerDiscountCents: cents,
  netCents: cents,
  paymentStatus: z.string().nullable(),
  refundReason: z.string().nullable(),
});
export type StatementLine = z.infer<typeof StatementLine>;
/** `next` is null on the last page. */
export const StatementLines = z.object({ rows: z.array(StatementLine), next: z.string().nullable() });
export type StatementLines = z.infer<typeof StatementLines>;
