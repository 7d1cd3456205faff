import { memo, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Column, Sorting } from './data-table';
import { Heading } from './data-table';
import { drawnRows, type DrawnRows, NOTHING_DRAWN } from './drawn-rows';
import { useAfterPaint } from './use-after-paint';

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
/** The drawn rows move by so many at a time: not every pixel is worth a rendering. */
const STEP = 4;
const SHOWN_ROWS = Math.ceil(SHOWN_HEIGHT / ROW_HEIGHT);
const VIEW_ROWS = STEP + SHOWN_ROWS;
/** Those in view are painted before those around them are drawn. */
const AT_FIRST: DrawnRows = { ...NOTHING_DRAWN, last: SHOWN_ROWS };
const BEFORE_SCROLLING = drawnRows(NOTHING_DRAWN, 0, VIEW_ROWS);
/** Rows whose data is asked for before they are drawn. */
const AHEAD = 300;

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
  const [scrolled, setScrolled] = useState<DrawnRows>(AT_FIRST);
  const isPainted = useAfterPaint();
  const drawn = scrolled === AT_FIRST && isPainted ? BEFORE_SCROLLING : scrolled;
  const first = drawn.first;
  const last = Math.min(total - 1, drawn.last);
  useLayoutEffect(() => {
    if (total > 0) onShow(Math.max(0, first - AHEAD), Math.min(total - 1, last + AHEAD));
  }, [onShow, first, last, total]);
  const shownKey = useRef(listKey);
  useLayoutEffect(() => {
    // A list that has just come is at its top; to say so again would lay it out at once.
    if (shownKey.current !== listKey) scroller.current?.scrollTo({ top: 0 });
    shownKey.current = listKey;
  }, [listKey]);
  const onScroll = useCallback(() => {
    const topRow = Math.floor((scroller.current?.scrollTop ?? 0) / ROW_HEIGHT / STEP) * STEP;
    setScrolled((before) => (before.topRow === topRow ? before : drawnRows(before, topRow, VIEW_ROWS)));
  }, []);
  const shownColumns = useSame(columns);
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
          {indexes.map((index) => (
            <DrawnRow key={index} index={index} row={rowAt(index)} columns={shownColumns} />
          ))}
          <Gap rows={total - 1 - last} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** The first list of the same entries: a list that is only made anew changes no row. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((each, index) => each === list[index])) return kept;
  keep(list);
  return list;
}

type DrawnRowProps<Row, Sort extends string> = {
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row, Sort>[];
};

function PlainRow<Row, Sort extends string>({ index, row, columns }: DrawnRowProps<Row, Sort>) {
  return (
    <tr aria-rowindex={index + 2}>
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
}

/** A row that stays in view while others come is not drawn again. `memo` loses what a component is generic in. */
const DrawnRow = memo(PlainRow) as <Row, Sort extends string>(props: DrawnRowProps<Row, Sort>) => ReactNode;

/** Rows that are there and not drawn. */
function Gap({ rows, columns }: { rows: number; columns: number }) {
  return rows <= 0 ? null : (
    <tr aria-hidden="true" className="long-gap">
      <td colSpan={columns} style={{ blockSize: rows * ROW_HEIGHT }} />
    </tr>
  );
}
