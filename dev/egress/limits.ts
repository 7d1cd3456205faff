/** https://developer.atlassian.com/platform/forge/limits-invocation/ */
export const MAX_REQUESTS_PER_INVOCATION_PER_MINUTE = 100;
export const MAX_REQUEST_MS = 180_000;
/** Ours: how many redirects are followed before the request counts as failed. */
export const MAX_REDIRECTS = 5;
