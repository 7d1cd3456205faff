import type { PredictionReport } from '../../../../src/contract/predictions';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, percent, roundPercent } from '../../parts/format';
import { countColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import { aucWords, BASES, driftWords, MEANINGS } from './words';

/** How well accounts were foretold that it never saw, against what one knows without it. */
export function ModelPage({ report, drift }: { report: PredictionReport; drift: number | null }) {
  const { confusion } = report;
  const facts: readonly (readonly [string, string])[] = [
    ['Order of scores (AUC; 0.50 is luck)', aucWords(report)],
    ['By days with use alone', report.lastActivityAuc === null ? 'not known' : report.lastActivityAuc.toFixed(2)],
    ['Log-loss, lower is better', figure(report.logLoss)],
    ['Always saying the base rate', report.baseLogLoss.toFixed(4)],
    ['Brier score', figure(report.brier)],
    ['Off by, on average', report.calibrationError === null ? 'not known' : percent(report.calibrationError)],
    ['Learned from', BASES[report.basis]],
    ['What it is', report.recipe === '' ? 'nothing could be learned' : report.recipe],
    ['Change of accounts since', drift === null ? 'not known yet' : driftWords(drift)],
  ];
  return (
    <>
      <section className="card model-told" aria-label="On accounts that it never saw">
        <h2>On accounts that it never saw</h2>
        <p>
          {report.backTest} It flags from {percent(report.threshold)} on; {count(confusion.quiet)} were left alone rightly.
        </p>
        {report.other === '' ? null : <p>{report.other}</p>}
        <dl className="evidence-facts">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Calibration rows={report.calibration} />
      <Weights weights={report.weights} />
      {report.remarks.length === 0 ? null : (
        <section className="card" aria-label="Remarks">
          <h2>Left out, and other remarks</h2>
          <ul className="remarks">
            {report.remarks.map((remark) => (
              <li key={remark}>
                <bdi>{remark}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

const figure = (value: number | null): string => (value === null ? 'not known' : value.toFixed(4));

type Bin = PredictionReport['calibration'][number];
const BIN_COLUMNS: readonly FrameColumn<Bin>[] = [
  shareColumn('Said', (row) => row.said),
  shareColumn('Came', (row) => row.came),
  countColumn('Looks', (row) => row.rows),
];

function Calibration({ rows }: { rows: readonly Bin[] }) {
  return (
    <ChartFrame
      title="What was said, and what came"
      meaning={MEANINGS.calibration}
      fileName="tidemark-calibration"
      columns={BIN_COLUMNS}
      rows={rows}
      rowKey={(row) => String(row.said)}
    >
      <div className="seats">
        <div className="bar-row bar-heads">
          <span className="features-room" />
          <span>Came</span>
          <span>Looks</span>
        </div>
        <ul className="bars">
          {rows.map((row) => (
            <li key={row.said} className="bar-row">
              <span className="bar-name">{`Said ${roundPercent(row.said)}`}</span>
              <BarTrack ratio={row.came} />
              <BarFigure text={roundPercent(row.came)} of="came" />
              <BarFigure text={count(row.rows)} of="looks" />
            </li>
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}

type Weight = PredictionReport['weights'][number];
const WEIGHT_COLUMNS: readonly FrameColumn<Weight>[] = [
  textColumn('Figure', (row) => row.source),
  { heading: 'Points', cell: (row) => row.points, shown: (row) => row.points.toFixed(2), align: 'end' },
];
const DRAWN = 15;

function Weights({ weights }: { weights: readonly Weight[] }) {
  if (weights.length === 0) return null;
  const most = weights[0]?.points ?? 1;
  return (
    <ChartFrame
      title="What moves scores"
      meaning={MEANINGS.weights}
      fileName="tidemark-weights"
      columns={WEIGHT_COLUMNS}
      rows={weights}
      rowKey={(row) => row.source}
    >
      <div className="seats">
        <div className="bar-row bar-heads">
          <span className="features-room" />
          <span>Points</span>
        </div>
        <ul className="bars">
          {weights.slice(0, DRAWN).map((row) => (
            <li key={row.source} className="bar-row">
              <span className="bar-name">
                <bdi>{row.source}</bdi>
              </span>
              <BarTrack ratio={row.points / most} />
              <BarFigure text={row.points.toFixed(1)} of="points" />
            </li>
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}
