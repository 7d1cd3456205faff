import { useMemo } from 'react';
import type { RevenueFilter, RevenueRequest } from '../../../../src/contract/revenue-request';
import type { RevenueQuery } from './query';

/** What every part asks by. The same object until something in it changes, so that nothing is asked twice. */
export function useRequest({ basis, months, filter }: RevenueQuery): RevenueRequest {
  const { app, edition, hosting, region } = filter;
  return useMemo(() => {
    const same: RevenueFilter = { app, edition, hosting, region };
    return { basis, months, filter: same };
  }, [basis, months, app, edition, hosting, region]);
}

export const PAGE_SIZE = 25;

/** The same for the page of a list. */
export function usePageRequest(query: RevenueQuery): RevenueRequest & { readonly page: number; readonly pageSize: number } {
  const request = useRequest(query);
  return useMemo(() => ({ ...request, page: query.page, pageSize: PAGE_SIZE }), [request, query.page]);
}
