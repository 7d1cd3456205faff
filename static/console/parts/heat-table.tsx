import { roundPercent } from './format';

/** Seven looks from far below to far above the whole; the figure stands in every cell, so the colour only helps. */
export const HEAT_STEPS = ['low-3', 'low-2', 'low-1', 'whole', 'high-1', 'high-2', 'high-3'] as const;
type HeatStep = (typeof HEAT_STEPS)[number];

/** The look of a share of what there was at first. */
export function heatOf(share: number): HeatStep {
  if (share < 0.5) return 'low-3';
  if (share < 0.8) return 'low-2';
  if (share < 0.98) return 'low-1';
  if (share <= 1.02) return 'whole';
  if (share <= 1.15) return 'high-1';
  return share <= 1.4 ? 'high-2' : 'high-3';
}

export type HeatRow = {
  readonly id: string;
  readonly label: string;
  readonly aside: string;
  /** Null where there is nothing to be a share of. */
  readonly shares: readonly (number | null)[];
  /** The column from which on figures still grow. */
  readonly runningFrom?: number;
  /** What a cell shows on hover. */
  readonly notes?: readonly string[];
};

type HeatTableProps = {
  readonly caption: string;
  readonly rowTitle: string;
  readonly asideTitle: string;
  readonly rows: readonly HeatRow[];
  /** What the columns count. */
  readonly ageTitle?: string;
  readonly lookOf?: (share: number) => string;
};

/** A triangle of shares as a table: a row for each beginning, a column for each month since, or whatever else `ageTitle` names. */
export function HeatTable({ caption, rowTitle, asideTitle, rows, ageTitle = 'Month', lookOf = heatOf }: HeatTableProps) {
  const columns = Math.max(0, ...rows.map(({ shares }) => shares.length));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table className="heat">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{rowTitle}</th>
            <th scope="col" className="end">
              {asideTitle}
            </th>
            {Array.from({ length: columns }, (_, index) => (
              <th key={index} scope="col" className="heat-month">
                <span className="unseen">{ageTitle} </span>
                {index}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              <td className="end">{row.aside}</td>
              {Array.from({ length: columns }, (_, index) => {
                const share = row.shares[index];
                if (share === undefined) return <td key={index} className="heat-none" />;
                const isRunning = index >= (row.runningFrom ?? Infinity);
                return (
                  <td
                    key={index}
                    className={`heat-cell ${share === null ? 'nothing' : lookOf(share)}${isRunning ? ' running' : ''}`}
                    title={row.notes?.[index]}
                  >
                    {share === null ? '–' : roundPercent(share)}
                    {isRunning ? <span className="unseen"> so far</span> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
