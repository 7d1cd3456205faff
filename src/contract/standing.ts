import { z } from 'zod';

/** The cell of an account in paying × using. `not-observed` means no heartbeat in 8 days: never read it as unused. */
export const Standing = z.enum(['paid-used', 'paid-silent', 'unpaid-used', 'neither', 'not-observed']);
export type Standing = z.infer<typeof Standing>;
