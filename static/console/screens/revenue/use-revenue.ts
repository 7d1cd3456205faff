import { useMemo } from 'react';
import type { RevenueRequest } from '../../../../src/contract/revenue-request';
import type { RevenueQuery } from './query';

/** What every part asks by. */
export const requestOf = ({ basis, months, filter }: Pick<RevenueQuery, 'basis' | 'months' | 'filter'>): RevenueRequest => ({
  basis,
  months,
  filter,
});

/** The same object until something in it changes, so that nothing is asked twice; the filter is one as long as it stays the same. */
export function useRequest({ basis, months, filter }: RevenueQuery): RevenueRequest {
  return useMemo(() => requestOf({ basis, months, filter }), [basis, months, filter]);
}

export const PAGE_SIZE = 25;

/** The same for the page of a list. */
export function usePageRequest(query: RevenueQuery): RevenueRequest & { readonly page: number; readonly pageSize: number } {
  const request = useRequest(query);
  return useMemo(() => ({ ...request, page: query.page, pageSize: PAGE_SIZE }), [request, query.page]);
}
