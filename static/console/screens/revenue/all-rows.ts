import type { Answer } from '../../../../src/contract/console';
import type { StatementLine, StatementLines } from '../../../../src/contract/revenue-books';
import type { RevenueRequest } from '../../../../src/contract/revenue-request';
import type { Ask } from '../../parts/ask';

export const EXPORT_PAGE_SIZE = 200;
/** A file of more rows than this would be more than a browser or a spreadsheet takes. */
const MAX_EXPORT_ROWS = 100_000;

type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/**
 * All rows of a list, page by page. Rows may move between pages while it walks, so each is taken once; an empty page ends the walk
 * even if the total says otherwise. A refusal comes back as its words.
 */
export async function allRows<Row>(
  pageOf: (page: number) => Promise<Answer<Page<Row>>>,
  rowKey: (row: Row) => string,
): Promise<readonly Row[] | string> {
  const rows = new Map<string, Row>();
  for (let page = 0; rows.size < MAX_EXPORT_ROWS; page += 1) {
    const answer = await pageOf(page);
    if (!answer.ok) return answer.message;
    for (const row of answer.value.rows) rows.set(rowKey(row), row);
    if (answer.value.rows.length === 0 || (page + 1) * EXPORT_PAGE_SIZE >= answer.value.total) break;
  }
  return [...rows.values()];
}

/** Every line of the months shown, by the day of sale; a refusal as its words. */
export async function statementLines(ask: Ask, request: RevenueRequest): Promise<readonly StatementLine[] | string> {
  const rows: StatementLine[] = [];
  let after: string | null = null;
  do {
    const answer: Answer<StatementLines> = await ask('revenueStatementLines', { ...request, after });
    if (!answer.ok) return answer.message;
    rows.push(...answer.value.rows);
    after = answer.value.next;
  } while (after !== null && rows.length < MAX_EXPORT_ROWS);
  return rows.toSorted((a, b) => (a.saleDay < b.saleDay ? -1 : a.saleDay > b.saleDay ? 1 : 0));
}
