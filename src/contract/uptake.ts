import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { EventColor } from './profiles';

export const UptakeRequest = z.strictObject({ filter: AccountFilter.default({}) });
export type UptakeRequest = z.infer<typeof UptakeRequest>;

/** Median days to adopt above this are given as one more. */
export const LONGEST_TO_ADOPT = 365;

/** Share among accounts that used it minus share among the others, with a 95 % interval; null where one group is empty. */
const Difference = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable();

export const UptakeAnswer = z.object({
  asOfDay: z.string(),
  waiting: z.number().int(),
  /** Differences look at use from the first of these days to before the second, and at what became of accounts from then to today. */
  fromDay: z.string(),
  toDay: z.string(),
  /** With use of any feature in those days. */
  accounts: z.number().int(),
  /** Most widespread first. */
  features: z.array(
    z.object({
      event: z.string(),
      /** Accounts that ever used it, and the days that half of them took at most from their first use of anything. */
      adopters: z.number().int(),
      medianDaysToAdopt: z.number().int().nullable(),
      /** In the last 30 days: users, in each of their accounts; mean days with use and mean uses, whoever's, per user. */
      users: z.number().int(),
      /** Null without users, and while they are not counted. */
      frequency: z.number().nullable(),
      depth: z.number().nullable(),
      /** Accounts that used it in the days of the differences. */
      using: z.number().int(),
      retained: Difference,
      expanded: Difference,
      churned: Difference,
    }),
  ),
  /** Of the most widespread features: accounts that had ever used it by the end of each of the days. */
  firstUse: z.object({
    days: z.array(z.string()),
    /** `color`: the event’s own; null where nobody chose one. */
    curves: z.array(z.object({ event: z.string(), color: EventColor.nullable(), accounts: z.array(z.number().int()) })),
  }),
});
export type UptakeAnswer = z.infer<typeof UptakeAnswer>;

/** Asked by the vendor's console alone: one account cannot be told apart from others, and what is paid is not for it to see. */
export const uptakeCalls = { uptake: { input: UptakeRequest, output: UptakeAnswer } } as const;
