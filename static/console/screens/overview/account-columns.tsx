import type { AccountRow, AccountSort } from '../../../../src/contract/console';
import type { Column } from '../../parts/data-table';
import { count, day, money, roundPercent } from '../../parts/format';

export const accountColumns: readonly Column<AccountRow, AccountSort>[] = [
  { heading: 'Company', sort: 'company', isRowHeading: true, width: '30%', cell: (row) => <Company row={row} /> },
  { heading: 'Tier', sort: 'tier', cell: (row) => row.tier ?? <None /> },
  { heading: 'Seats', sort: 'seats', align: 'end', cell: (row) => (row.seats === null ? <None /> : count(row.seats)) },
  { heading: 'Status', sort: 'status', cell: (row) => <Status status={row.status} /> },
  { heading: 'MRR', sort: 'mrr', align: 'end', cell: (row) => money(row.mrrCents) },
  { heading: 'Users seen in 30 days', sort: 'usersSeen30', align: 'end', cell: (row) => <UsersSeen row={row} /> },
  {
    heading: 'Last activity',
    sort: 'lastActiveDay',
    align: 'end',
    cell: (row) => (row.lastActiveDay === null ? <None /> : day(row.lastActiveDay)),
  },
];

function None() {
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
      <span className="company-name" title={row.company}>
        {row.company}
      </span>
      {row.entitlementNumber === null ? null : <span className="company-number">{row.entitlementNumber}</span>}
    </span>
  );
}

export type StatusTone = 'good' | 'trial' | 'quiet';

/** A tone for the statuses that are known by name; any other is shown as it came, in the quiet tone. */
export function statusTone(status: string): StatusTone {
  const words = status.toLowerCase();
  if (words.startsWith('active')) return words.includes('evaluation') ? 'trial' : 'good';
  if (words.startsWith('evaluation')) return 'trial';
  return 'quiet';
}

function Status({ status }: { status: string }) {
  return <span className={`status ${statusTone(status)}`}>{status}</span>;
}

/** An account that does not report has no figure: a zero would say that nobody uses it. */
function UsersSeen({ row }: { row: AccountRow }) {
  if (row.standing === 'not-observed') return <span className="faint">not observed</span>;
  const share = row.seats === null || row.seats === 0 ? null : row.usersSeen30 / row.seats;
  return (
    <span className="seen">
      <span>{count(row.usersSeen30)}</span>
      {share === null ? (
        <span className="seen-share" />
      ) : (
        <span className="seen-share">
          <span className="seen-track" aria-hidden="true">
            <span className="seen-fill" style={{ width: `${String(Math.min(100, share * 100))}%` }} />
          </span>
          <span className="seen-percent">
            {roundPercent(share)}
            <span className="unseen"> of seats</span>
          </span>
        </span>
      )}
    </span>
  );
}
