import { useId } from 'react';
import type { SyncReport, UnknownValueRow } from '../../../../src/contract/sync';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';

const MEANING =
  'Values and fields that this version of the app does not know. The rows are stored whole; what is unknown counts for nothing until an update of the app knows it.';

/** What the Marketplace says that this version has no word for. */
export function UnknownValues({ report }: { report: SyncReport }) {
  const headingId = useId();
  const titles = new Map(report.reports.map(({ report: name, title }) => [name, title]));
  const columns: readonly Column<UnknownValueRow>[] = [
    { heading: 'Report', cell: (row) => titles.get(row.report) ?? row.report },
    { heading: 'Field', isRowHeading: true, cell: (row) => <code>{row.field}</code> },
    { heading: 'Value', cell: (row) => <bdi className="foreign">{row.value === '' ? 'a new field' : row.value}</bdi> },
    { heading: 'Rows', align: 'end', cell: (row) => count(row.rows) },
  ];
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Unknown values" meaning={MEANING} />
          <span className="card-count"> {count(report.unknown.length)}</span>
        </h2>
      </div>
      {report.unknown.length === 0 ? (
        <p className="not-enough">Nothing so far: every field and value is one that this version knows.</p>
      ) : (
        <DataTable
          caption="Unknown values"
          columns={columns}
          rows={report.unknown}
          rowKey={(row) => `${row.report}|${row.field}|${row.value}`}
        />
      )}
    </section>
  );
}
