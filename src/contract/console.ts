import { z } from 'zod';
import { deliveryCalls } from './delivery';
import { engagementCalls } from './engagement';
import { journeyCalls } from './journeys';
import { privacyCalls } from './privacy';
import { Standing } from './standing';
import { vendorCalls } from './vendor';

/** What the console may ask its resolver. One `invoke` a screen; money is integer cents (USD), days are UTC. */
export const RangeDays = z.union([z.literal(7), z.literal(30), z.literal(90)]);
export type RangeDays = z.infer<typeof RangeDays>;

export const OverviewRequest = z.strictObject({ rangeDays: RangeDays.default(30) });
export type OverviewRequest = z.infer<typeof OverviewRequest>;

const Figure = z.object({ value: z.number(), previous: z.number().nullable() });

export const Overview = z.object({
  /** `vendor`: all sites. `site`: this customer's own site, without money. */
  scope: z.enum(['vendor', 'site']),
  /** The last complete or running UTC day that the figures include. */
  asOfDay: z.string(),
  /** The day that `previous` figures are of: one range back, on the same weekday. */
  comparedDay: z.string(),
  generatedAt: z.string(),
  /** Each with its value on `comparedDay`, null while the history is too short. */
  tiles: z.object({ activeAccounts: Figure, dau: Figure, wau: Figure, mau: Figure, stickiness: Figure }),
  series: z.array(
    z.object({ day: z.string(), activeAccounts: z.number(), dau: z.number(), wau: z.number(), mau: z.number(), events: z.number() }),
  ),
  adoption: z.array(
    z.object({ event: z.string(), accounts: z.number(), users: z.number(), count: z.number(), shareOfActiveAccounts: z.number() }),
  ),
  /** Null on a customer's site. */
  payingUsing: z.object({ counts: z.record(Standing, z.number()), mrrCents: z.record(Standing, z.number()) }).nullable(),
  sync: z
    .object({
      lastDoneAt: z.string().nullable(),
      licences: z.number(),
      transactions: z.number(),
      quarantined: z.number(),
      lastError: z.string().nullable(),
    })
    .nullable(),
});
export type Overview = z.infer<typeof Overview>;

export const AccessSettings = z.object({ consoleGroup: z.string().nullable(), canChange: z.boolean(), scope: z.enum(['vendor', 'site']) });
export type AccessSettings = z.infer<typeof AccessSettings>;
export const ConsoleGroupChange = z.strictObject({ consoleGroup: z.string().min(1).max(255).nullable() });

/** An answer of the console's resolver: refused and failed calls say so in words that tell what to do next. */
export const refusalCodes = ['not-allowed', 'bad-request', 'not-ready', 'failed'] as const;
export type Answer<T> = { ok: true; value: T } | { ok: false; code: (typeof refusalCodes)[number]; message: string };

/** What every console asks, the vendor's and a customer's. */
export const sharedCalls = {
  overview: { input: OverviewRequest, output: Overview },
  access: { input: z.strictObject({}), output: AccessSettings },
  setConsoleGroup: { input: ConsoleGroupChange, output: AccessSettings },
  ...engagementCalls,
  ...journeyCalls,
  ...deliveryCalls,
  ...privacyCalls,
} as const;
/** All that a page may ask; a customer's console has no answer to the vendor's part. */
export const consoleCalls = { ...sharedCalls, ...vendorCalls } as const;
export type ConsoleCall = keyof typeof consoleCalls;
