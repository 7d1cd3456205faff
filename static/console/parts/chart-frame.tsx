import { type ReactNode, useId, useRef, useState } from 'react';
import { chartPicture } from './chart-picture';
import { Choice } from './choice';
import { type CsvColumn, csvFile } from './csv';
import { DataTable } from './data-table';
import { Definition } from './definition';
import { QuickButton } from './quick-button';
import { rangeWords } from './range-words';
import { saveCsv } from './save-csv';
import { savePicture } from './save-picture';

export type FrameColumn<Row> = CsvColumn<Row> & { readonly shown: (row: Row) => ReactNode; readonly align?: 'start' | 'end' };

type ChartFrameProps<Row> = {
  readonly title: string;
  readonly meaning: string;
  readonly fileName: string;
  readonly columns: readonly FrameColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The table's last row, which sums the others. The file leaves it out: a spreadsheet sums for itself. */
  readonly totals?: Row;
  /** What a heading reads in the file; the same as on the page if absent. */
  readonly fileHeading?: (heading: string) => string;
  /** Stands above chart and table alike. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
};

const VIEWS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

/** Every chart's frame: what it shows, the same figures as a table, and as a file. */
export function ChartFrame<Row>({
  title,
  meaning,
  fileName,
  columns,
  rows,
  rowKey,
  totals,
  fileHeading,
  lead,
  children,
}: ChartFrameProps<Row>) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const headingId = useId();
  const place = useRef<HTMLDivElement>(null);
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term={title} meaning={meaning} />
        </h2>
        <div className="card-actions">
          <Choice label={`${title}: view`} options={VIEWS} value={view} onChange={setView} />
          <QuickButton
            spacing="compact"
            appearance="subtle"
            isDisabled={rows.length === 0}
            aria-label={`${title}: download as CSV`}
            onClick={() => {
              const named =
                fileHeading === undefined ? columns : columns.map((column) => ({ ...column, heading: fileHeading(column.heading) }));
              saveCsv(fileName, csvFile(named, rows));
            }}
          >
            CSV
          </QuickButton>
          <QuickButton
            spacing="compact"
            appearance="subtle"
            isDisabled={rows.length === 0 || view !== 'chart'}
            aria-label={`${title}: download as image`}
            onClick={() => {
              const [column] = columns;
              if (place.current === null || column === undefined) return;
              const note = rangeWords(rows.map((row) => column.cell(row)));
              void savePicture(fileName, chartPicture(place.current, { title, note }));
            }}
          >
            Image
          </QuickButton>
        </div>
      </div>
      {view === 'chart' ? (
        <div ref={place}>
          {lead}
          {children}
        </div>
      ) : (
        <div className="chart-table">
          {lead}
          <DataTable
            caption={`${title}: table`}
            rows={rows}
            rowKey={rowKey}
            totals={totals}
            columns={columns.map((column, index) => ({
              heading: column.heading,
              cell: column.shown,
              isRowHeading: index === 0,
              ...(column.align === undefined ? {} : { align: column.align }),
            }))}
          />
        </div>
      )}
    </section>
  );
}
