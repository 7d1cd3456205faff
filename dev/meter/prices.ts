/** Published prices after the free allowance: https://developer.atlassian.com/platform/forge/forge-platform-pricing/ */
export const PRICES = {
  functions: { unit: 'GB-s', dollarsPerUnit: 0.000025 },
  'kvs-read': { unit: 'GB', dollarsPerUnit: 0.055 },
  'kvs-write': { unit: 'GB', dollarsPerUnit: 1.09 },
  logs: { unit: 'GB', dollarsPerUnit: 1.005 },
  'sql-compute': { unit: 'h', dollarsPerUnit: 0.143 },
  'sql-requests': { unit: 'request', dollarsPerUnit: 1.929 / 1_000_000 },
} as const;
export type MeterName = keyof typeof PRICES;

/** What a call costs an invocation in waiting, in milliseconds: fixed, so that a bill does not depend on this machine. */
export const SERVICE_LATENCY_MS = { egress: 120, queue: 40, kvs: 15, sql: 30, product: 100 } as const;
export type MeteredService = keyof typeof SERVICE_LATENCY_MS;

/** A whole processor comes with this much memory; a smaller function gets its share and so computes longer. */
export const MB_PER_PROCESSOR = 1_769;
export const BYTES_PER_GB = 1_000_000_000;
