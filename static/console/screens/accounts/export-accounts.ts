import type { AccountRow } from '../../../../src/contract/accounts';
import type { Ask } from '../../parts/ask';
import { type CsvColumn, csvFile } from '../../parts/csv';
import { moneyDigits } from '../../parts/format';
import type { Refusal } from '../../parts/use-answer';
import { standingWords } from '../overview/words';
import type { AccountsInput } from './query';
import { usersFigure } from './users-seen';

const EXPORT_PAGE_SIZE = 200;

const COLUMNS: readonly CsvColumn<AccountRow>[] = [
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'App', cell: (row) => row.app },
  { heading: 'Entitlement', cell: (row) => row.entitlementNumber },
  { heading: 'Tier', cell: (row) => row.tier },
  { heading: 'Seats', cell: (row) => row.seats },
  { heading: 'Status', cell: (row) => row.status },
  { heading: 'MRR (USD)', cell: (row) => Number(moneyDigits(row.mrrCents)) },
  { heading: 'Users seen in 30 days', cell: usersFigure },
  { heading: 'Last activity (UTC day)', cell: (row) => row.lastActiveDay },
  { heading: 'Paying × using', cell: (row) => standingWords[row.standing].term },
  { heading: 'Health', cell: (row) => row.health },
  { heading: 'Churn score', cell: ({ scores }) => points(scores.churn) },
  { heading: 'Expansion score', cell: ({ scores }) => points(scores.expansion) },
  { heading: 'Conversion score', cell: ({ scores }) => points(scores.conversion) },
];

const points = (tenths: number | null): number | null => (tenths === null ? null : tenths / 10);

export type AccountsExport =
  { readonly kind: 'file'; readonly text: string; readonly accounts: number } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The whole filtered and sorted list, walked page by page. Rows may move between pages while it walks (a sync runs), so
 * each account is written once; an empty page ends the walk even if the total says otherwise.
 */
export async function exportAccounts(
  ask: Ask,
  input: Omit<AccountsInput, 'page' | 'pageSize'>,
  onProgress: (done: number, total: number) => void,
): Promise<AccountsExport> {
  const rows = new Map<number, AccountRow>();
  for (let page = 0; ; page += 1) {
    const answer = await ask('accounts', { ...input, page, pageSize: EXPORT_PAGE_SIZE });
    if (!answer.ok) return { kind: 'refused', refusal: answer };
    for (const row of answer.value.rows) rows.set(row.accountId, row);
    onProgress(rows.size, answer.value.total);
    if (answer.value.rows.length === 0 || (page + 1) * EXPORT_PAGE_SIZE >= answer.value.total) break;
  }
  return { kind: 'file', text: csvFile(COLUMNS, [...rows.values()]), accounts: rows.size };
}
