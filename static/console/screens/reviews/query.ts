import { Stars } from '../../../../src/contract/reviews';

/** What the reviews screen's address holds. */
export type ReviewsQuery = { readonly app: string | null; readonly stars: Stars | null; readonly page: number };

export const PAGE_SIZE = 20;
const LAST_PAGE = 10_000;
const MAX_APP = 120;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): ReviewsQuery {
  const page = Number(params.get('page') ?? '1') - 1;
  const stars = Stars.safeParse(Number(params.get('stars')));
  const app = params.get('app') ?? '';
  return {
    app: app === '' || app.length > MAX_APP ? null : app,
    stars: stars.success ? stars.data : null,
    page: Number.isInteger(page) && page >= 0 && page <= LAST_PAGE ? page : 0,
  };
}

/** What the screen asks. */
export const reviewsInput = ({ app, stars, page }: ReviewsQuery) => ({ app, stars, page, pageSize: PAGE_SIZE });

/** The inverse of `readQuery`, without what is default. */
export function writeQuery({ app, stars, page }: ReviewsQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (app !== null) params.set('app', app);
  if (stars !== null) params.set('stars', String(stars));
  if (page !== 0) params.set('page', String(page + 1));
  return params;
}
