import Heading from '@atlaskit/heading';
import type { ReactNode } from 'react';

/** A section of the dashboard: its name, one sentence on what it is for, and its content. */
export function SectionPage({
  title,
  about,
  actions,
  children,
}: {
  title: string;
  about: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="section-head">
        <div>
          <Heading size="large" as="h1">
            {title}
          </Heading>
          <p className="quiet section-about">{about}</p>
        </div>
        {actions !== undefined && <div className="section-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

export type Column<T> = { heading: string; cell: (row: T) => ReactNode; isNumber?: boolean };

/** A plain table; `empty` is what it says without rows. */
export function PlainTable<T>({
  label,
  columns,
  rows,
  rowKey,
  empty,
}: {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T, index: number) => string;
  empty: string;
}) {
  if (rows.length === 0) return <p className="quiet nothing">{empty}</p>;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.heading} scope="col" className={column.isNumber === true ? 'number' : undefined}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column) => (
                <td key={column.heading} className={column.isNumber === true ? 'number' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
