const VIEWS = ['account', 'user', 'membership', 'event', 'files'] as const;
export type CatalogueView = (typeof VIEWS)[number];
const SORTS = ['label', 'type', 'origin', 'grouping', 'filled', 'lastSeenDay'] as const;
export type CatalogueSort = (typeof SORTS)[number];

/** What the catalogue's address holds. */
export type CatalogueQuery = {
  readonly view: CatalogueView;
  readonly search: string;
  readonly sort: CatalogueSort;
  readonly descending: boolean;
  readonly hidden: boolean;
};

export const DEFAULT_QUERY: CatalogueQuery = { view: 'account', search: '', sort: 'grouping', descending: false, hidden: false };
const MAX_SEARCH = 80;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): CatalogueQuery {
  return {
    view: VIEWS.find((view) => view === params.get('view')) ?? DEFAULT_QUERY.view,
    search: (params.get('search') ?? '').slice(0, MAX_SEARCH),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? DEFAULT_QUERY.sort,
    descending: params.get('order') === 'descending',
    hidden: params.get('hidden') === 'shown',
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery({ view, search, sort, descending, hidden }: CatalogueQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (view !== DEFAULT_QUERY.view) params.set('view', view);
  if (search !== '') params.set('search', search);
  if (sort !== DEFAULT_QUERY.sort) params.set('sort', sort);
  if (descending) params.set('order', 'descending');
  if (hidden) params.set('hidden', 'shown');
  return params;
}
