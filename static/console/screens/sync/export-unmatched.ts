import type { Answer } from '../../../../src/contract/console';
import type { UnmatchedKind, UnmatchedPage, UnmatchedRow } from '../../../../src/contract/sync';
import type { Ask } from '../../parts/ask';
import { type CsvColumn, csvFile } from '../../parts/csv';
import type { Refusal } from '../../parts/use-answer';
import { unmatchedWords } from './change-words';

const EXPORT_PAGE_SIZE = 200;

const COLUMNS: readonly CsvColumn<UnmatchedRow>[] = [
  { heading: 'Company', cell: (row) => row.company },
  { heading: 'Entitlement', cell: (row) => row.entitlementNumber },
  { heading: 'Site', cell: (row) => row.cloudId },
  { heading: 'App', cell: (row) => row.appKey },
  { heading: 'Last heard of (UTC day)', cell: (row) => row.lastDay },
  { heading: 'Likely reason', cell: (row) => unmatchedWords[row.reason] },
];

type UnmatchedExport =
  { readonly kind: 'file'; readonly text: string; readonly rows: number } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The whole list, walked from id to id, so that rows which come or go meanwhile are neither doubled nor skipped. */
export async function exportUnmatched(ask: Ask, kind: UnmatchedKind): Promise<UnmatchedExport> {
  const rows: UnmatchedRow[] = [];
  for (let afterId: number | null = 0; afterId !== null;) {
    const answer: Answer<UnmatchedPage> = await ask('unmatched', { kind, afterId, pageSize: EXPORT_PAGE_SIZE });
    if (!answer.ok) return { kind: 'refused', refusal: answer };
    rows.push(...answer.value.rows);
    afterId = answer.value.nextAfterId;
  }
  return { kind: 'file', text: csvFile(COLUMNS, rows), rows: rows.length };
}
