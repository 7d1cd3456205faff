/** Key-Value Store and Custom Entity Store: https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
export const MAX_KEY_LENGTH = 500;
export const KEY_PATTERN = /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/;
export const MAX_VALUE_BYTES = 240 * 1024;
export const MAX_VALUE_DEPTH = 31;
export const MAX_TTL_MS = 366 * 86_400_000;
export const MAX_CONDITIONS = 100;
/** Reads and writes are counted in units of ten kilobytes, a minute; requests of either kind, a second. */
export const UNIT_BYTES = 10 * 1024;
export const MAX_READ_UNITS_PER_MINUTE = 4_000;
export const MAX_WRITE_UNITS_PER_MINUTE = 4_000;
export const MAX_REQUESTS_PER_SECOND = 1_000;

/** https://developer.atlassian.com/platform/forge/storage-reference/transactions/ and …/batch-operations/ */
export const MAX_TRANSACTION_OPERATIONS = 25;
export const MAX_BATCH_ITEMS = 25;
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** https://developer.atlassian.com/platform/forge/storage-reference/storage-api-query/ */
export const DEFAULT_PAGE = 10;
export const MAX_PAGE = 100;

/** https://developer.atlassian.com/platform/forge/storage-reference/storage-api-custom-entities/ */
export const INTEGER_RANGE = { min: -2_147_483_648, max: 2_147_483_647 } as const;
