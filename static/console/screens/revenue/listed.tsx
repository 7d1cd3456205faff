import type { ReactNode } from 'react';
import { DataTable, type Column } from '../../parts/data-table';
import { Pager } from '../../parts/pager';

type ListedProps<Row> = {
  readonly caption: string;
  /** What is paged, in the plural. */
  readonly things: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly empty: ReactNode;
  readonly isBusy: boolean;
  readonly onPage: (page: number) => void;
};

/** A list, a page at a time. */
export function Listed<Row>(props: ListedProps<Row>) {
  const { caption, things, columns, rows, rowKey, page, pageSize, total, empty, isBusy, onPage } = props;
  if (total === 0) return <p className="not-enough">{empty}</p>;
  return (
    <>
      {rows.length === 0 ? (
        <p className="not-enough">This page is past the end of the list.</p>
      ) : (
        <DataTable caption={`${caption}: list`} columns={columns} rows={rows} rowKey={rowKey} isBusy={isBusy} />
      )}
      <Pager things={things} page={page} pageSize={pageSize} total={total} onPage={onPage} />
    </>
  );
}
