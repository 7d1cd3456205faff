import { z } from 'zod';
import { deliveryCalls } from './delivery';
import { engagementCalls } from './engagement';
import { journeyCalls } from './journeys';
import { overviewCalls } from './overview';
import { privacyCalls } from './privacy';
import { targetCalls } from './targets';
import { vendorCalls } from './vendor';

export const AccessSettings = z.object({ consoleGroup: z.string().nullable(), canChange: z.boolean(), scope: z.enum(['vendor', 'site']) });
export type AccessSettings = z.infer<typeof AccessSettings>;
export const ConsoleGroupChange = z.strictObject({ consoleGroup: z.string().min(1).max(255).nullable() });

/** An answer of the console's resolver: refused and failed calls say so in words that tell what to do next. */
export const refusalCodes = ['not-allowed', 'bad-request', 'not-ready', 'failed'] as const;
export type Answer<T> = { ok: true; value: T } | { ok: false; code: (typeof refusalCodes)[number]; message: string };

/** What the console may ask its resolver, the vendor's and a customer's: one `invoke` a screen; money is integer cents (USD), days are UTC. */
export const sharedCalls = {
  access: { input: z.strictObject({}), output: AccessSettings },
  setConsoleGroup: { input: ConsoleGroupChange, output: AccessSettings },
  ...overviewCalls,
  ...targetCalls,
  ...engagementCalls,
  ...journeyCalls,
  ...deliveryCalls,
  ...privacyCalls,
} as const;
/** All that a page may ask; a customer's console has no answer to the vendor's part. */
export const consoleCalls = { ...sharedCalls, ...vendorCalls } as const;
export type ConsoleCall = keyof typeof consoleCalls;
