const VIEWS = ['reports', 'changes', 'aside', 'unmatched', 'import'] as const;
export type SyncView = (typeof VIEWS)[number];

/** What the sync screen's address holds. `report` and `key` narrow what is listed; `before` is where an older page of changes begins. */
export type SyncQuery = {
  readonly view: SyncView;
  readonly report: string | null;
  readonly key: string;
  readonly before: number | null;
  readonly page: number;
};

export const DEFAULT_QUERY: SyncQuery = { view: 'reports', report: null, key: '', before: null, page: 0 };
const MAX_KEY = 160;
const LAST_PAGE = 10_000;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): SyncQuery {
  const page = Number(params.get('page') ?? '1') - 1;
  const before = Number(params.get('before') ?? '');
  const report = params.get('report');
  return {
    view: VIEWS.find((view) => view === params.get('view')) ?? DEFAULT_QUERY.view,
    report: report !== null && /^[a-z-]{1,20}$/.test(report) ? report : null,
    key: (params.get('key') ?? '').slice(0, MAX_KEY),
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
    page: Number.isInteger(page) && page >= 0 && page <= LAST_PAGE ? page : 0,
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery({ view, report, key, before, page }: SyncQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (view !== DEFAULT_QUERY.view) params.set('view', view);
  if (report !== null) params.set('report', report);
  if (key !== '') params.set('key', key);
  if (before !== null) params.set('before', String(before));
  if (page !== 0) params.set('page', String(page + 1));
  return params;
}
