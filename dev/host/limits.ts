/** Limits of one invocation: https://developer.atlassian.com/platform/forge/limits-invocation/ */
export const UI_TIMEOUT_SECONDS = 25;
export const DEFAULT_TIMEOUT_SECONDS = 55;
export const MAX_ASYNC_TIMEOUT_SECONDS = 900;
export const DEFAULT_MEMORY_MB = 512;
export const MAX_MEMORY_MB = 1024;
export const MAX_INVOKE_REQUEST_BYTES = 500 * 1024;
export const MAX_INVOKE_RESPONSE_BYTES = 5 * 1024 * 1024;
export const MAX_LOG_LINES = 100;
export const MAX_LOG_BYTES = 200 * 1024;
export const MAX_INVOCATIONS_PER_USER_PER_MINUTE = 1_200;
export const MAX_INVOCATIONS_PER_INSTALLATION_PER_MINUTE = 5_000;
/** A trigger that returns an InvocationError: https://developer.atlassian.com/platform/forge/events-reference/product_events/ */
export const MAX_TRIGGER_RETRIES = 4;
export const MAX_RETRY_AFTER_SECONDS = 900;
/** How long a worker may leave a ping unanswered after a timeout before it counts as blocked. Ours, not the platform's. */
export const PING_PATIENCE_MS = 2_000;
