import Button from '@atlaskit/button/new';
import type { EventRow } from '../../../../src/contract/profiles';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { WholeDay } from '../../parts/whole-day';
import { None } from '../accounts/account-columns';

type EventTableProps = { rows: readonly EventRow[]; onEdit: ((row: EventRow) => void) | null };

export function EventTable({ rows, onEdit }: EventTableProps) {
  if (rows.length === 0) return <p className="not-enough">No event is called that way.</p>;
  const columns: Column<EventRow>[] = [
    { heading: 'Event', isRowHeading: true, width: '40%', cell: (row) => <Name row={row} /> },
    { heading: 'Group', cell: (row) => (row.grouping === '' ? <None /> : <bdi>{row.grouping}</bdi>) },
    { heading: 'Kind', cell: (row) => (row.feature ? 'Feature' : 'Other') },
    { heading: 'Counts as activity', cell: (row) => (row.activity ? 'Yes' : 'No') },
    { heading: 'Accounts in 30 days', align: 'end', cell: (row) => (row.accounts30 === null ? <None /> : count(row.accounts30)) },
    { heading: 'Last used', align: 'end', cell: (row) => (row.lastDay === null ? <None /> : <WholeDay of={row.lastDay} />) },
  ];
  if (onEdit !== null) {
    columns.push({
      heading: 'Change',
      headingCell: <span className="unseen">Change</span>,
      align: 'end',
      cell: (row) => (
        <Button
          appearance="subtle"
          spacing="compact"
          aria-label={`Edit ${row.name}`}
          onClick={() => {
            onEdit(row);
          }}
        >
          Edit
        </Button>
      ),
    });
  }
  return <DataTable caption="Events" columns={columns} rows={rows} rowKey={({ eventId }) => eventId} />;
}

function Name({ row }: { row: EventRow }) {
  return (
    <span className="catalogue-name">
      <span>
        <span className={`catalogue-dot ${row.color ?? 'none'}`} aria-hidden="true" />
        <bdi>{row.name}</bdi>
      </span>
      {row.description === '' ? null : <span className="catalogue-description">{row.description}</span>}
    </span>
  );
}
