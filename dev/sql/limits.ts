/** Forge SQL, per installation: https://developer.atlassian.com/platform/forge/limits-sql/ */
export const MAX_REQUEST_BYTES = 1024 * 1024;
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
export const SELECT_TIMEOUT_MS = 5_000;
export const DML_TIMEOUT_MS = 10_000;
export const DDL_TIMEOUT_MS = 20_000;
export const MAX_DML_PER_SECOND = 150;
export const MAX_DDL_PER_MINUTE = 25;
/** All statements of the installation together, within each minute. */
export const MAX_QUERY_MS_PER_MINUTE = 62_500;
export const MAX_STORED_BYTES = { PRODUCTION: 1024 ** 3, STAGING: 256 * 1024 ** 2, DEVELOPMENT: 128 * 1024 ** 2 } as const;

/** What the query policy rejects: https://developer.atlassian.com/platform/forge/storage-reference/sql-query-policy/ */
export const POLICY_FUNCTIONS = /\b(sleep|benchmark|aes_encrypt|aes_decrypt|compress|uncompress)\s*\(/i;
export const POLICY_SHOW = /^\s*show\s+(tables|columns|indexes|keys)\b/i;
