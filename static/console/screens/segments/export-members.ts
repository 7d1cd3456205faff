import type { SegmentMembers } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import type { Ask } from '../../parts/ask';
import { type CsvColumn, csvFile } from '../../parts/csv';
import { moneyDigits } from '../../parts/format';
import type { Refusal } from '../../parts/use-answer';
import { usersFigure } from '../accounts/users-seen';
import { subjectKey } from './subject';

const PAGE_SIZE = 200;
type Row = SegmentMembers['rows'][number];

const OF_ACCOUNT: readonly CsvColumn<Row>[] = [
  { heading: 'Company', cell: ({ company }) => company },
  { heading: 'App', cell: ({ app }) => app },
];
const USER: CsvColumn<Row> = { heading: 'User', cell: ({ externalId }) => externalId };
const LAST: readonly CsvColumn<Row>[] = [
  { heading: 'Last activity (UTC day)', cell: ({ lastActiveDay }) => lastActiveDay },
  { heading: 'In the segment since (UTC day)', cell: ({ enteredDay }) => enteredDay },
];
const COLUMNS: Readonly<Record<SubjectKind, readonly CsvColumn<Row>[]>> = {
  account: [
    ...OF_ACCOUNT,
    { heading: 'MRR (USD)', cell: ({ mrrCents }) => (mrrCents === null ? null : Number(moneyDigits(mrrCents))) },
    { heading: 'Users seen in 30 days', cell: ({ use }) => (use === null ? null : usersFigure(use)) },
    ...LAST,
  ],
  user: [USER, ...LAST],
  membership: [USER, ...OF_ACCOUNT, ...LAST],
};

/** Everybody in a segment, walked page by page; whoever moves between pages meanwhile is written once. */
export async function exportMembers(
  ask: Ask,
  { segmentId, kind }: { readonly segmentId: number; readonly kind: SubjectKind },
): Promise<{ readonly text: string; readonly members: number } | { readonly refusal: Refusal }> {
  const rows = new Map<string, Row>();
  for (let page = 0; ; page += 1) {
    const answer = await ask('segmentMembers', { segmentId, page, pageSize: PAGE_SIZE });
    if (!answer.ok) return { refusal: answer };
    for (const row of answer.value.rows) rows.set(subjectKey(row), row);
    if (answer.value.rows.length === 0 || (page + 1) * PAGE_SIZE >= answer.value.total) break;
  }
  return { text: csvFile(COLUMNS[kind], [...rows.values()]), members: rows.size };
}
