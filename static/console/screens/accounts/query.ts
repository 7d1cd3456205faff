import type { z } from 'zod';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import { AccountSort, ScoreRange } from '../../../../src/contract/accounts';
import { Standing } from '../../../../src/contract/standing';
import { readFilter, writeFilter } from '../../parts/account-filter';
import type { AskInput } from '../../parts/ask';

/** What the address of the account list holds. The search text stays out of it: addresses are kept in histories. */
export type AccountsQuery = {
  readonly standing: Standing | null;
  readonly filter: AccountFilter;
  readonly sort: AccountSort;
  readonly descending: boolean;
  readonly score: ScoreRange | null;
  /** Headings of columns that are left out, and of optional ones that are not. */
  readonly hidden: readonly string[];
  readonly added: readonly string[];
};

export const DEFAULT_QUERY: AccountsQuery = {
  standing: null,
  filter: {},
  sort: 'mrr',
  descending: true,
  score: null,
  hidden: [],
  added: [],
};

const MOST_COLUMNS = 20;

export type AccountsInput = Required<AskInput<'accounts'>>;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): AccountsQuery {
  return {
    standing: orElse(Standing.nullable(), params.get('standing'), null),
    filter: readFilter(params),
    sort: orElse(AccountSort, params.get('sort'), DEFAULT_QUERY.sort),
    descending: params.get('order') !== 'ascending',
    score: readScore(params.get('score')),
    hidden: params.getAll('without').slice(0, MOST_COLUMNS),
    added: params.getAll('with').slice(0, MOST_COLUMNS),
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery(query: AccountsQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.standing !== null) params.set('standing', query.standing);
  if (query.sort !== DEFAULT_QUERY.sort) params.set('sort', query.sort);
  if (!query.descending) params.set('order', 'ascending');
  if (query.score !== null) params.set('score', `${query.score.outcome}:${String(query.score.from)}-${String(query.score.to)}`);
  for (const heading of query.hidden) params.append('without', heading);
  for (const heading of query.added) params.append('with', heading);
  return writeFilter(params, query.filter);
}

/** Texts start at A and health with the worst, everything else with the largest or latest; the same heading again turns the order round. */
export function sortedBy(query: AccountsQuery, sort: AccountSort): AccountsQuery {
  const isText = sort === 'company' || sort === 'app' || sort === 'tier' || sort === 'status' || sort === 'health';
  return { ...query, sort, descending: query.sort === sort ? !query.descending : !isText };
}

export const PAGE_SIZE = 200;

/** A page of the list as the screen asks for it. */
export function accountsPage(query: AccountsQuery, search: string, page: number): AccountsInput {
  return { ...accountsInput(query, search), page, pageSize: PAGE_SIZE };
}

/** Without `page` and `pageSize`: whoever asks adds the part that is wanted. */
export function accountsInput(query: AccountsQuery, search: string): Omit<AccountsInput, 'page' | 'pageSize'> {
  const { sort, descending, standing, filter, score } = query;
  return { sort, descending, standing, filter, score, search };
}

/** `churn:40-100`, as it stands in an address. */
function readScore(text: string | null): ScoreRange | null {
  const [, outcome, from, to] = /^(\w+):(\d{1,3})-(\d{1,3})$/.exec(text ?? '') ?? [];
  return orElse(ScoreRange.nullable(), { outcome, from: Number(from), to: Number(to) }, null);
}

function orElse<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}
