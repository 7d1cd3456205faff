/**
 * Atlassian's published prices after the free allowance, in dollars, and what one batch uses, as measured on the local host
 * with fixed latencies at 256 MB: an estimate for a page, not a bill.
 * https://developer.atlassian.com/platform/forge/forge-platform-pricing/
 */
const PER_GB_SECOND = 0.000025;
const PER_SQL_REQUEST = 1.929 / 1_000_000;
const PER_KVS_BYTE_WRITTEN = 1.09 / 1_000_000_000;
const MEMORY_GB = 0.25;
/** Reading the choices, writing the ledger, and the app's own work on it. */
const SECONDS_PER_BATCH = 0.08;
const SECONDS_PER_REQUEST = 0.12;
const LEDGER_BYTES = 90;
/** A stored event, deflated among its like. */
const STORED_EVENT_BYTES = 150;
const SQL_REQUESTS_PER_STORED_BATCH = 0.3;

export function estimatedDollars(used: {
  readonly batches: number;
  readonly requests: number;
  readonly events: number;
  readonly stores: boolean;
}): number {
  const seconds = used.batches * SECONDS_PER_BATCH + used.requests * SECONDS_PER_REQUEST;
  const bytes = used.batches * LEDGER_BYTES + (used.stores ? used.events * STORED_EVENT_BYTES : 0);
  const statements = used.stores ? used.batches * SQL_REQUESTS_PER_STORED_BATCH : 0;
  return seconds * MEMORY_GB * PER_GB_SECOND + bytes * PER_KVS_BYTE_WRITTEN + statements * PER_SQL_REQUEST;
}
