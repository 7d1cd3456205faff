import { z } from 'zod';
import { MonthText, RevenueBasis, RevenueHead, revenuePage } from './revenue-request';

/** What the MRR bridge shows, and what each of its bars opens. */
export const MovementKind = z.enum(['new', 'expansion', 'contraction', 'churn', 'reactivation', 'rateChange', 'transfer']);
export type MovementKind = z.infer<typeof MovementKind>;

const cents = z.number().int();

/** `opening` + the seven movements = `closing`, to the cent; `contraction` and `churn` are never above zero. */
export const BridgeMonth = z.object({
  month: MonthText,
  opening: cents,
  new: cents,
  expansion: cents,
  contraction: cents,
  churn: cents,
  reactivation: cents,
  rateChange: cents,
  transfer: cents,
  closing: cents,
});
export type BridgeMonth = z.infer<typeof BridgeMonth>;

const Standing = z.object({
  mrrCents: cents,
  arrCents: cents,
  payingAccounts: z.number().int(),
  /** Accounts with one transaction account, else one site, are one customer. */
  payingCustomers: z.number().int(),
  /** MRR per paying customer; null without any. */
  arpcCents: cents.nullable(),
});

export const RevenueBridge = z.object({
  head: RevenueHead,
  /** Oldest first; the last one runs until `head.asOfDay`. */
  months: z.array(BridgeMonth),
  now: Standing,
  /** A month before, on the same day of the month; null where there was no revenue yet. */
  before: Standing.nullable(),
  /** Of those who paid twelve months ago: what they pay now. Null without any. */
  year: z.object({
    cohortAccounts: z.number().int(),
    nrr: z.number().nullable(),
    grr: z.number().nullable(),
    logoChurn: z.number().nullable(),
  }),
});
export type RevenueBridge = z.infer<typeof RevenueBridge>;

export const MovementsRequest = revenuePage({
  /** Both months are included. */
  from: MonthText,
  to: MonthText,
  kind: MovementKind.nullable().default(null),
});
export type MovementsRequest = z.infer<typeof MovementsRequest>;

export const MovementRow = z.object({
  day: z.string(),
  kind: MovementKind,
  cents,
  /** What the account paid in a month before and after. */
  beforeCents: cents,
  afterCents: cents,
  account: z.string(),
  company: z.string(),
  app: z.string(),
});
export type MovementRow = z.infer<typeof MovementRow>;

export const MovementsPage = z.object({ rows: z.array(MovementRow), total: z.number().int(), sumCents: cents });
export type MovementsPage = z.infer<typeof MovementsPage>;

export const RevenueAccountRequest = z.strictObject({
  account: z.string().min(1).max(200),
  basis: RevenueBasis.default('customer'),
});
export type RevenueAccountRequest = z.infer<typeof RevenueAccountRequest>;

export const RevenueLine = z.object({
  lineId: z.string(),
  transactionId: z.string(),
  saleDay: z.string(),
  saleType: z.string().nullable(),
  startDay: z.string().nullable(),
  endDay: z.string().nullable(),
  billingPeriod: z.string().nullable(),
  tier: z.string().nullable(),
  customerCents: cents,
  netCents: cents,
  paymentStatus: z.string().nullable(),
  /** Why the line is not, or not fully, in the figures. */
  flags: z.array(z.string()),
});
export type RevenueLine = z.infer<typeof RevenueLine>;

export const AccountMovement = MovementRow.pick({ day: true, kind: true, cents: true, beforeCents: true, afterCents: true }).extend({
  /** The lines that it comes from. */
  lineIds: z.array(z.string()),
});
export type AccountMovement = z.infer<typeof AccountMovement>;

export const RevenueAccount = z.object({
  /** False: there is no account of that name; everything else is empty then. */
  isKnown: z.boolean(),
  account: z.string(),
  company: z.string(),
  app: z.string(),
  entitlementNumber: z.string().nullable(),
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  region: z.string().nullable(),
  tier: z.string().nullable(),
  mrrCents: cents,
  asOfDay: z.string(),
  /** By day, oldest first; also what is known to come. */
  movements: z.array(AccountMovement),
  /** By sale, latest first. */
  lines: z.array(RevenueLine),
  /** More lines than are listed. */
  linesTotal: z.number().int(),
});
export type RevenueAccount = z.infer<typeof RevenueAccount>;

export const RawLineRequest = z.strictObject({ lineId: z.string().min(1).max(200) });
/** The row as the report gave it, as indented JSON without people's names and addresses; null where it is gone. */
export const RawLine = z.object({ json: z.string().nullable() });
export type RawLine = z.infer<typeof RawLine>;
