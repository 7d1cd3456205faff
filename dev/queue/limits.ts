/** https://developer.atlassian.com/platform/forge/limits-async-events/ */
export const MAX_EVENTS_PER_PUSH = 50;
export const MAX_PUSH_BYTES = 200 * 1024;
export const MAX_EVENT_BYTES = 200 * 1024;
/** For a consumer whose function may run longer than `LONG_TIMEOUT_SECONDS`. */
export const MAX_LONG_EVENT_BYTES = 100 * 1024;
export const LONG_TIMEOUT_SECONDS = 55;
export const MAX_EVENTS_PER_MINUTE = 500;
export const MAX_DELAY_SECONDS = 900;
export const MAX_PUSHES_PER_ORIGIN = 1_000;
/** https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/ */
export const MAX_RETRY_DATA_BYTES = 4 * 1024;
export const RETENTION_MS = 24 * 3_600_000;
export const MAX_BACKOFF_MS = 15 * 60_000;
/** Ours: the first pause after a failure, doubled each time, and how many consumers of an app run at once. */
export const FIRST_BACKOFF_MS = 1_000;
export const MAX_CONCURRENT_DELIVERIES = 4;
