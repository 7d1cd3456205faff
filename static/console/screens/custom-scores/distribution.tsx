import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count } from '../../parts/format';
import { countColumn, textColumn } from '../../parts/frame-columns';
import { rangeOf } from './ranges';

type Row = { readonly range: string; readonly accounts: number };
const COLUMNS: readonly FrameColumn<Row>[] = [textColumn('Score', (row) => row.range), countColumn('Accounts', (row) => row.accounts)];

/** How many accounts are in each tenth of the scale, the best first. */
export function Distribution({ name, distribution }: { name: string; distribution: readonly number[] }) {
  const rows = distribution.map((accounts, bin): Row => ({ range: rangeOf(bin), accounts })).reverse();
  const most = Math.max(1, ...distribution);
  return (
    <ChartFrame
      title={`${name}: distribution`}
      meaning="Accounts in each tenth of the scale, as the score is shown."
      fileName={`tidemark-score-${name}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.range}
    >
      <div className="seats">
        <div className="bar-row bar-heads">
          <span className="features-room" />
          <span>Accounts</span>
        </div>
        <ul className="bars">
          {rows.map(({ range, accounts }) => (
            <li key={range} className="bar-row">
              <span className="bar-name">{range}</span>
              <BarTrack ratio={accounts / most} />
              <BarFigure text={count(accounts)} of="accounts" />
            </li>
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}
