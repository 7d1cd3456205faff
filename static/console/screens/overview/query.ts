import type { RangeDays } from '../../../../src/contract/overview';

/** What the overview's address holds. */
export type OverviewQuery = { readonly rangeDays: RangeDays };

export const DEFAULT_QUERY: OverviewQuery = { rangeDays: 30 };
const RANGES: readonly RangeDays[] = [7, 30, 90];

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): OverviewQuery {
  return { rangeDays: RANGES.find((days) => days === Number(params.get('range'))) ?? DEFAULT_QUERY.rangeDays };
}

/** The inverse of `readQuery`, without what is default; what else is in the address stays. */
export function writeQuery(params: URLSearchParams, { rangeDays }: OverviewQuery): URLSearchParams {
  const written = new URLSearchParams(params);
  written.delete('range');
  if (rangeDays !== DEFAULT_QUERY.rangeDays) written.set('range', String(rangeDays));
  return written;
}
