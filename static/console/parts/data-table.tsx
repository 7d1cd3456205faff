import type { ReactNode } from 'react';

export type Column<Row, Sort extends string = never> = {
  readonly heading: string;
  /** Stands in the heading's place, where words are not enough. */
  readonly headingCell?: ReactNode;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** Present on columns that can be sorted by. */
  readonly sort?: Sort;
  readonly isRowHeading?: boolean;
  readonly width?: string;
};
export type Sorting<Sort extends string> = { readonly by: Sort; readonly descending: boolean; readonly onSort: (by: Sort) => void };

type DataTableProps<Row, Sort extends string> = {
  readonly caption: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly sorting?: Sorting<Sort>;
  readonly isBusy?: boolean;
  /** A last row that sums the others; its row heading reads `Total`. */
  readonly totals?: Row | undefined;
};

/** A table with its headings, scrollable by keyboard where it is wider than its place. */
export function DataTable<Row, Sort extends string = never>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  isBusy = false,
  totals,
}: DataTableProps<Row, Sort>) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="table" aria-busy={isBusy}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.heading} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              <Cells columns={columns} row={row} />
            </tr>
          ))}
        </tbody>
        {totals === undefined ? null : (
          <tfoot>
            <tr>
              <Cells columns={columns} row={totals} rowHeading="Total" />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

type CellsProps<Row, Sort extends string> = { columns: readonly Column<Row, Sort>[]; row: Row; rowHeading?: string };

function Cells<Row, Sort extends string>({ columns, row, rowHeading }: CellsProps<Row, Sort>) {
  return columns.map((column) => {
    const className = column.align === 'end' ? 'end' : undefined;
    return column.isRowHeading === true ? (
      <th key={column.heading} scope="row" className={className}>
        {rowHeading ?? column.cell(row)}
      </th>
    ) : (
      <td key={column.heading} className={className}>
        {column.cell(row)}
      </td>
    );
  });
}

export function Heading<Row, Sort extends string>({ column, sorting }: { column: Column<Row, Sort>; sorting: Sorting<Sort> | undefined }) {
  const className = column.align === 'end' ? 'end' : undefined;
  const style = column.width === undefined ? undefined : { width: column.width };
  const by = column.sort;
  if (by === undefined || sorting === undefined) {
    return (
      <th scope="col" className={className} style={style}>
        {column.headingCell ?? column.heading}
      </th>
    );
  }
  const isSorted = sorting.by === by;
  return (
    <th scope="col" className={className} style={style} aria-sort={isSorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => {
          sorting.onSort(by);
        }}
      >
        {column.heading}
        <span aria-hidden="true" className="sort-mark">
          {isSorted ? (sorting.descending ? '↓' : '↑') : '↕'}
        </span>
      </button>
    </th>
  );
}
