import type { AccountRow, AccountSort } from '../../../../src/contract/accounts';
import type { AccountUse } from '../../../../src/contract/standing';
import type { Column } from '../../parts/data-table';
import { valueWords } from '../../parts/filter-words';
import { count, day, money, roundPercent } from '../../parts/format';
import { points } from '../predictions/words';
import { usersSeen } from './users-seen';

/** Columns that only show when somebody asks for them. */
export const OPTIONAL_HEADINGS: readonly string[] = ['Health', 'Churn score', 'Expansion score', 'Conversion score'];

export const accountColumns: readonly Column<AccountRow, AccountSort>[] = [
  { heading: 'Company', sort: 'company', isRowHeading: true, width: '26%', cell: (row) => <Company row={row} /> },
  { heading: 'App', sort: 'app', cell: (row) => <span className="clipped">{row.app}</span> },
  { heading: 'Tier', sort: 'tier', cell: (row) => row.tier ?? <None /> },
  { heading: 'Seats', sort: 'seats', align: 'end', cell: (row) => (row.seats === null ? <None /> : count(row.seats)) },
  { heading: 'Status', sort: 'status', cell: (row) => <Status status={row.status} /> },
  { heading: 'MRR', sort: 'mrr', align: 'end', cell: (row) => money(row.mrrCents) },
  { heading: 'Users seen in 30 days', sort: 'usersSeen30', align: 'end', cell: (row) => <UsersSeen use={row} /> },
  { heading: 'Use of seats', sort: 'seatShare', align: 'end', cell: (row) => <SeatUse share={seatShare(row)} /> },
  {
    heading: 'Last activity',
    sort: 'lastActiveDay',
    align: 'end',
    cell: (row) => (row.lastActiveDay === null ? <None /> : day(row.lastActiveDay)),
  },
  { heading: 'Health', sort: 'health', cell: ({ health }) => (health === null ? <None /> : valueWords('health', health)) },
  { heading: 'Churn score', sort: 'churn', align: 'end', cell: ({ scores }) => <Points tenths={scores.churn} /> },
  { heading: 'Expansion score', sort: 'expansion', align: 'end', cell: ({ scores }) => <Points tenths={scores.expansion} /> },
  { heading: 'Conversion score', sort: 'conversion', align: 'end', cell: ({ scores }) => <Points tenths={scores.conversion} /> },
];

function Points({ tenths }: { tenths: number | null }) {
  return tenths === null ? <None /> : points(tenths);
}

export function None() {
  return (
    <>
      <span className="faint" aria-hidden="true">
        –
      </span>
      <span className="unseen">none</span>
    </>
  );
}

function Company({ row }: { row: AccountRow }) {
  return (
    <span className="company">
      <a className="company-name" title={row.company} href={accountHref(row.accountId)}>
        {row.company.trim() === '' ? 'Without a name' : <bdi>{row.company}</bdi>}
      </a>
      {row.entitlementNumber === null ? null : <span className="company-number">{row.entitlementNumber}</span>}
    </span>
  );
}

export function accountHref(accountId: number): string {
  return `#/account?id=${String(accountId)}`;
}

export type StatusTone = 'good' | 'trial' | 'quiet';

/** A tone for the statuses that are known by name; any other is shown as it came, in the quiet tone. */
export function statusTone(status: string): StatusTone {
  const words = status.toLowerCase();
  if (words.startsWith('active')) return words.includes('evaluation') ? 'trial' : 'good';
  if (words.startsWith('evaluation')) return 'trial';
  return 'quiet';
}

export function Status({ status }: { status: string }) {
  return <span className={`status ${statusTone(status)}`}>{status}</span>;
}

/** Users seen in 30 days for each seat that is paid; null where nobody knows them or the seats. */
export function seatShare(row: AccountRow): number | null {
  const seen = usersSeen(row);
  return row.seats === null || row.seats === 0 || typeof seen === 'string' ? null : seen / row.seats;
}

export function UsersSeen({ use }: { use: AccountUse }) {
  const seen = usersSeen(use);
  return typeof seen === 'string' ? <span className="faint">{seen}</span> : count(seen);
}

function SeatUse({ share }: { share: number | null }) {
  if (share === null) return <None />;
  return (
    <span className="seen-share">
      <span className="seen-track" aria-hidden="true">
        <span className="seen-fill" style={{ width: `${String(Math.min(100, share * 100))}%` }} />
      </span>
      <span className="seen-percent">{roundPercent(share)}</span>
    </span>
  );
}
