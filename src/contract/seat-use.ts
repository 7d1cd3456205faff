import { z } from 'zod';
import { AccountFilter } from './account-filter';

export const SeatUseRequest = z.strictObject({ filter: AccountFilter.default({}) });
export type SeatUseRequest = z.infer<typeof SeatUseRequest>;

/** Users seen of seats paid: nobody; below 10, 25, 50, 80 %; up to all; more than all. */
export const SEAT_BANDS = ['none', 'under10', 'under25', 'under50', 'under80', 'upTo100', 'over100'] as const;
export const SeatBand = z.enum(SEAT_BANDS);
export type SeatBand = z.infer<typeof SeatBand>;

export const SeatUseAnswer = z.object({
  asOfDay: z.string(),
  /** On a customer's site, which is not told its seats, null: then there are only its users. */
  seats: z
    .object({
      /** Accounts that pay for a known number of seats and report. */
      accounts: z.number().int(),
      seats: z.number().int(),
      usersSeen: z.number().int(),
      share: z.number().nullable(),
      /** Paying accounts that stand aside: they do not report, or have no number of seats. */
      notObserved: z.number().int(),
      withoutSeats: z.number().int(),
      bands: z.array(z.object({ band: SeatBand, accounts: z.number().int(), seats: z.number().int(), mrrCents: z.number().int() })),
      /** Where most paid seats are without a user. */
      rows: z.array(
        z.object({
          accountId: z.number().int(),
          company: z.string(),
          app: z.string(),
          seats: z.number().int(),
          usersSeen: z.number().int(),
          mrrCents: z.number().int(),
        }),
      ),
    })
    .nullable(),
  /** Users seen in the 30 days that end with each day of the last 90, each in each of their accounts. */
  days: z.array(z.object({ day: z.string(), usersSeen: z.number().int() })),
});
export type SeatUseAnswer = z.infer<typeof SeatUseAnswer>;
