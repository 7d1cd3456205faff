import { useMemo } from 'react';
import type { RevenueRequest } from '../../../../src/contract/revenue-request';
import type { RevenueQuery } from './query';

type Asked = Pick<RevenueQuery, 'basis' | 'months' | 'filter'>;

/** What every part asks by. */
export function requestOf({ basis, months, filter: { app, edition, hosting, region } }: Asked): RevenueRequest {
  return { basis, months, filter: { app, edition, hosting, region } };
}

/** The same object until something in it changes, so that nothing is asked twice. */
export function useRequest({ basis, months, filter }: RevenueQuery): RevenueRequest {
  const { app, edition, hosting, region } = filter;
  return useMemo(
    () => requestOf({ basis, months, filter: { app, edition, hosting, region } }),
    [basis, months, app, edition, hosting, region],
  );
}

export const PAGE_SIZE = 25;

/** The same for the page of a list. */
export function usePageRequest(query: RevenueQuery): RevenueRequest & { readonly page: number; readonly pageSize: number } {
  const request = useRequest(query);
  return useMemo(() => ({ ...request, page: query.page, pageSize: PAGE_SIZE }), [request, query.page]);
}
