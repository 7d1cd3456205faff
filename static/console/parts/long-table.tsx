import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Column, Sorting } from './data-table';
import { Heading } from './data-table';

type LongTableProps<Row, Sort extends string> = {
  readonly caption: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly total: number;
  readonly rowAt: (index: number) => Row | undefined;
  /** Told of the rows that are in view, and of some around them. */
  readonly onShow: (from: number, to: number) => void;
  readonly sorting: Sorting<Sort>;
  readonly isBusy: boolean;
  /** The list begins at its top again when this changes. */
  readonly listKey: string;
};

/** Every row is as high as this, in pixels: only then can the place of a row that is not drawn be known. */
const ROW_HEIGHT = 52;
const SHOWN_HEIGHT = 676;
const AROUND = 12;

/** A table of any length that draws only the rows in view. The arrow, page, Home and End keys scroll it once it has the focus. */
export function LongTable<Row, Sort extends string>({
  caption,
  columns,
  total,
  rowAt,
  onShow,
  sorting,
  isBusy,
  listKey,
}: LongTableProps<Row, Sort>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - AROUND);
  const last = Math.min(total - 1, Math.ceil((top + SHOWN_HEIGHT) / ROW_HEIGHT) + AROUND);
  useLayoutEffect(() => {
    if (total > 0) onShow(first, last);
  }, [onShow, first, last, total]);
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [listKey]);
  const onScroll = useCallback(() => {
    setTop(scroller.current?.scrollTop ?? 0);
  }, []);
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  return (
    <div
      ref={scroller}
      className="table-scroll long-table"
      tabIndex={0}
      role="region"
      aria-label={caption}
      onScroll={onScroll}
      style={{ maxBlockSize: SHOWN_HEIGHT }}
    >
      <table className="table" aria-busy={isBusy} aria-rowcount={total + 1}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.heading} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} columns={columns.length} />
          {indexes.map((index) => {
            const row = rowAt(index);
            return (
              <tr key={index} aria-rowindex={index + 2}>
                {columns.map((column) => {
                  const className = column.align === 'end' ? 'end' : undefined;
                  const cell = row === undefined ? <span className="long-wait" /> : column.cell(row);
                  return column.isRowHeading === true ? (
                    <th key={column.heading} scope="row" className={className}>
                      {cell}
                    </th>
                  ) : (
                    <td key={column.heading} className={className}>
                      {cell}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <Gap rows={total - 1 - last} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Rows that are there and not drawn. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  return rows <= 0 ? null : (
    <tr aria-hidden="true" className="long-gap">
      <td colSpan={columns} style={{ blockSize: rows * ROW_HEIGHT }} />
    </tr>
  );
}
