import { z } from 'zod';

/** Whether this user's use of the app is measured. `offBy` says who declined: the user here, or the site's admin for everyone. */
export const TrackingChoice = z.object({ tracked: z.boolean(), offBy: z.enum(['user', 'site']).nullable() });
export type TrackingChoice = z.infer<typeof TrackingChoice>;

/** Resolver functions of the end-user pages, beside the checklist's. The user is the one that the platform names. */
export const trackingChoiceCalls = {
  trackingChoice: { input: z.strictObject({}).optional(), output: TrackingChoice },
  chooseTracking: { input: z.strictObject({ tracked: z.boolean() }), output: TrackingChoice },
} as const;
