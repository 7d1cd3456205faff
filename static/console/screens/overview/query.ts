import { RangeDays } from '../../../../src/contract/console';

/** What the overview's address holds. */
export type OverviewQuery = { readonly rangeDays: RangeDays };

export const DEFAULT_QUERY: OverviewQuery = { rangeDays: 30 };

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): OverviewQuery {
  const rangeDays = RangeDays.safeParse(Number(params.get('range')));
  return { rangeDays: rangeDays.success ? rangeDays.data : DEFAULT_QUERY.rangeDays };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery({ rangeDays }: OverviewQuery): URLSearchParams {
  return new URLSearchParams(rangeDays === DEFAULT_QUERY.rangeDays ? {} : { range: String(rangeDays) });
}
