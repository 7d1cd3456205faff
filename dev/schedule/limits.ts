/** https://developer.atlassian.com/platform/forge/manifest-reference/modules/scheduled-trigger/ */
export const INTERVAL_MS = { fiveMinute: 5 * 60_000, hour: 3_600_000, day: 24 * 3_600_000, week: 7 * 24 * 3_600_000 } as const;
export type Interval = keyof typeof INTERVAL_MS;
export const FIRST_RUN_AFTER_MS = 5 * 60_000;
/** Ours: how far apart the first runs of installations lie, and how soon the first run comes when somebody is watching. */
export const SPREAD_MS = 60_000;
export const LIVE_FIRST_RUN_WITHIN_MS = 20_000;
