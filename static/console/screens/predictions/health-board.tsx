import type { PredictionsAnswer } from '../../../../src/contract/predictions';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, roundMoney } from '../../parts/format';
import { countColumn, moneyColumn, textColumn } from '../../parts/frame-columns';
import { MEANINGS } from './words';

type Row = PredictionsAnswer['health'][number];
const TITLES: Readonly<Record<Row['health'], string>> = { good: 'Good', normal: 'Normal', bad: 'Bad' };
const COLUMNS: readonly FrameColumn<Row>[] = [
  textColumn('Health', (row) => TITLES[row.health]),
  countColumn('Accounts', (row) => row.accounts),
  moneyColumn('MRR', (row) => row.mrrCents),
];

/** Accounts and MRR in each colour. */
export function HealthBoard({ health }: { health: PredictionsAnswer['health'] }) {
  const most = Math.max(1, ...health.map(({ accounts }) => accounts));
  const isEmpty = health.every(({ accounts }) => accounts === 0);
  return (
    <ChartFrame
      title="Health"
      meaning={MEANINGS.health}
      fileName="tidemark-health"
      columns={COLUMNS}
      rows={isEmpty ? [] : health}
      rowKey={(row) => row.health}
    >
      {isEmpty ? (
        <p className="not-enough">Health follows from scores: there are none yet.</p>
      ) : (
        <div className="seats">
          <div className="bar-row bar-heads">
            <span className="features-room" />
            <span>Accounts</span>
            <span>MRR</span>
          </div>
          <ul className="bars">
            {health.map((row) => (
              <li key={row.health} className="bar-row">
                <span className="bar-name">{TITLES[row.health]}</span>
                <BarTrack ratio={row.accounts / most} />
                <BarFigure text={count(row.accounts)} of="accounts" />
                <BarFigure text={roundMoney(row.mrrCents)} of="MRR" />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ChartFrame>
  );
}
