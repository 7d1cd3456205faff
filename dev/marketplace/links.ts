import type { Quirks } from './quirks';
import type { Report } from './vendor';

type Link = { readonly href: string; readonly templated?: true; readonly type?: string; readonly name?: string };

const FILTERS: Record<Report, string> = {
  licenses:
    '?productId*,startDate,endDate,text,tier*,dateType,licenseType*,partnerType*,hosting*,status*,withAttribution,withDataInsights,includeAtlassianLicenses,lastUpdated,sortBy,order,offset,limit',
  transactions:
    '?productId*,startDate,endDate,text,tier*,saleType*,partnerType*,hosting*,billingPeriod*,lastUpdated,excludeZeroTransactions,includeManualInvoice,paymentStatus*,sortBy,order,offset,limit',
};
export const REPORT_PATH: Record<Report, string> = { licenses: 'licenses', transactions: 'sales/transactions' };

/** An href as the API writes it: relative to the host, and never quite the address that answers. */
export function hrefOf(developerId: string, path: string, quirks: Quirks): string {
  const base = quirks.hrefs === 'without-version' ? '' : '/rest/3';
  const tail = quirks.hrefs === 'doubled-export' ? path.replace('/export', '/export/export') : path;
  return `${base}/reporting/developer-space/${developerId}/${tail}`;
}

const withQuery = (path: string, params: URLSearchParams): string => (params.size === 0 ? path : `${path}?${params.toString()}`);

export function pageLinks(
  report: Report,
  developerId: string,
  params: URLSearchParams,
  page: { offset: number; limit: number; total: number },
  quirks: Quirks,
): Record<string, Link | Link[]> {
  const path = REPORT_PATH[report];
  const href = (tail: string): string => hrefOf(developerId, tail, quirks);
  const filters = new URLSearchParams(params);
  filters.delete('offset');
  filters.delete('limit');
  const at = (offset: number): Link => {
    const query = new URLSearchParams(filters);
    query.set('offset', String(offset));
    query.set('limit', String(page.limit));
    return { href: href(withQuery(path, query)) };
  };
  const exportAs = (accept: string, type: string): Link => {
    const query = new URLSearchParams(filters);
    query.set('accept', accept);
    return { href: href(withQuery(`${path}/export`, query)), type };
  };
  return {
    self: { href: href(withQuery(path, filters)) },
    query: { href: href(`${path}{${FILTERS[report]}}`), templated: true },
    export: [exportAs('csv', 'text/csv'), exportAs('json', 'application/json')],
    ...(page.offset > 0 ? { prev: at(Math.max(0, page.offset - page.limit)) } : {}),
    ...(page.offset + page.limit < page.total ? { next: at(page.offset + page.limit) } : {}),
  };
}

export function exportLinks(
  report: Report,
  developerId: string,
  exportId: string,
  params: URLSearchParams,
  quirks: Quirks,
): Record<string, Link> {
  const path = `${REPORT_PATH[report]}/async/export`;
  const href = (tail: string): Link => ({ href: hrefOf(developerId, tail, quirks) });
  return {
    self: href(path),
    query: href(withQuery(path, params)),
    status: href(`${path}/${exportId}/status`),
    download: href(`${path}/${exportId}`),
  };
}

/** The index, as far as this server answers. */
export function indexLinks(developerId: string, quirks: Quirks): Record<string, Link | Link[]> {
  const json = (report: Report): Link => ({
    href: hrefOf(developerId, `${REPORT_PATH[report]}{${FILTERS[report]}}`, quirks),
    templated: true,
    type: 'application/json',
    name: report,
  });
  const csv = (report: Report): Link[] => [
    {
      href: hrefOf(developerId, `${REPORT_PATH[report]}/export?accept=csv{&${FILTERS[report].slice(1)}}`, quirks),
      templated: true,
      type: 'text/csv',
      name: `${report}Export`,
    },
  ];
  return {
    self: { href: hrefOf(developerId, '', quirks) },
    licenses: json('licenses'),
    licensesExport: csv('licenses'),
    transactions: json('transactions'),
    transactionsExport: csv('transactions'),
  };
}
