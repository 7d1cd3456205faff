import { z } from 'zod';
import { AccountFilter } from './account-filter';

/** Which amount counts as revenue: what customers pay, or what is left for the vendor. */
export const RevenueBasis = z.enum(['customer', 'net']);
export type RevenueBasis = z.infer<typeof RevenueBasis>;

/** A calendar month, `YYYY-MM`. */
export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const MonthsShown = z.union([z.literal(6), z.literal(12), z.literal(24), z.literal(36)]);
export type MonthsShown = z.infer<typeof MonthsShown>;

/** What every part of the revenue screen asks by: the last `months` months, the running one included. */
export const RevenueRequest = z.strictObject({
  basis: RevenueBasis.default('customer'),
  months: MonthsShown.default(12),
  filter: AccountFilter.default({}),
});
export type RevenueRequest = z.infer<typeof RevenueRequest>;

const Page = { page: z.number().int().min(0).max(10_000).default(0), pageSize: z.number().int().min(1).max(200).default(25) };
/** The same for a list, a page at a time. */
export const revenuePage = <Shape extends z.ZodRawShape>(more: Shape) => z.strictObject({ ...RevenueRequest.shape, ...Page, ...more });

/** How far the figures go, and what is in question in them. Money is integer cents (USD), days are UTC. */
export const RevenueHead = z.object({
  asOfDay: z.string(),
  /** A pause of at most so many days is no pause. */
  graceDays: z.number().int(),
  /** Transaction lines that are kept, of all accounts; none: there is nothing to show yet. */
  lines: z.number().int(),
  /** Accounts whose lines changed and which are not computed anew yet. */
  waiting: z.number().int(),
  /** Lines of the accounts asked for that contradict others or themselves, and the amounts in question on the basis asked for, signs aside. */
  flagged: z.object({ lines: z.number().int(), cents: z.number().int() }),
});
export type RevenueHead = z.infer<typeof RevenueHead>;
