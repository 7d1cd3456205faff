import type { ReactNode } from 'react';
import type { FrameColumn } from '../../parts/chart-frame';
import { csvFile } from '../../parts/csv';
import { DataTable } from '../../parts/data-table';
import { QuickButton } from '../../parts/quick-button';
import { saveCsv } from '../../parts/save-csv';
import { Card } from './card';

type TableCardProps<Row> = {
  readonly title: string;
  readonly meaning: string;
  readonly fileName: string;
  readonly columns: readonly FrameColumn<Row>[];
  /** Headings that the page leaves out, because every row says the same there; the file has them. */
  readonly onlyInFile?: readonly string[];
  /** A long table scrolls in its own place. */
  readonly isTall?: boolean;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly empty: ReactNode;
  readonly lead?: ReactNode;
  readonly totals?: Row | undefined;
};

/** Figures that are a table by nature, with the same as a file. */
export function TableCard<Row>(props: TableCardProps<Row>) {
  const { title, meaning, fileName, columns, onlyInFile = [], isTall = false, rows, rowKey, empty, lead, totals } = props;
  return (
    <Card
      title={title}
      meaning={meaning}
      aside={
        <QuickButton
          spacing="compact"
          appearance="subtle"
          isDisabled={rows.length === 0}
          aria-label={`${title}: download as CSV`}
          onClick={() => {
            saveCsv(fileName, csvFile(columns, rows));
          }}
        >
          CSV
        </QuickButton>
      }
    >
      {lead}
      {rows.length === 0 ? (
        <p className="not-enough">{empty}</p>
      ) : (
        <div className={isTall ? 'table-card chart-table' : 'table-card'}>
          <DataTable
            caption={`${title}: table`}
            rows={rows}
            rowKey={rowKey}
            totals={totals}
            columns={columns
              .filter(({ heading }) => !onlyInFile.includes(heading))
              .map(({ heading, shown, align }, index) => ({
                heading,
                cell: shown,
                isRowHeading: index === 0,
                ...(align === undefined ? {} : { align }),
              }))}
          />
        </div>
      )}
    </Card>
  );
}
