import type { UptakeAnswer } from '../../../../src/contract/uptake';
import { BarFigure } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';
import { countColumn, textColumn } from '../../parts/frame-columns';
import { farthest, signedPoints } from './activation-figures';
import { DifferenceBar } from './difference';
import { bareWords, intervalWords, nothingToCompare, OUTCOMES, outcomesCaution, outcomesGist, type Uptaken } from './uptake-figures';
import { uptakeMeanings, uptakeTerms } from './uptake-words';

/** Drawn at once; the table has them all. */
const DRAWN = 15;

const BOUNDS = [
  { bound: 'value', suffix: '' },
  { bound: 'low', suffix: ', lowest (95%)' },
  { bound: 'high', suffix: ', highest (95%)' },
] as const;
const COLUMNS: readonly FrameColumn<Uptaken>[] = [
  textColumn('Feature', (row) => row.event),
  countColumn('Accounts that used it', (row) => row.using),
  ...OUTCOMES.flatMap((name) =>
    BOUNDS.map(({ bound, suffix }): FrameColumn<Uptaken> => ({
      heading: `${uptakeTerms[name].term}${suffix}`,
      cell: (row) => row[name]?.[bound] ?? null,
      shown: (row) => {
        const difference = row[name];
        return difference === null ? '–' : signedPoints(difference[bound]);
      },
      align: 'end',
    })),
  ),
];

/** What became of accounts that used a feature, next to those that used others. */
export function Outcomes({ answer }: { readonly answer: UptakeAnswer }) {
  const nothing = nothingToCompare(answer);
  const rows = nothing === null ? answer.features : [];
  const drawn = rows.slice(0, DRAWN);
  const most = farthest(drawn.flatMap((feature) => OUTCOMES.map((name) => feature[name])));
  return (
    <ChartFrame
      title="What goes with use"
      meaning={uptakeMeanings.outcomes}
      fileName={`tidemark-feature-outcomes-${answer.asOfDay}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.event}
      lead={nothing === null ? <p className="list-lead">{outcomesGist(answer)}</p> : undefined}
    >
      {nothing === null ? (
        <>
          <div className="outcomes">
            <div className="bar-row bar-heads">
              <span />
              <span>
                <Definition {...uptakeTerms.using} />
              </span>
              {OUTCOMES.map((name) => (
                <span key={name}>
                  <Definition {...uptakeTerms[name]} />
                </span>
              ))}
            </div>
            <ul className="bars">
              {drawn.map((feature) => (
                <Row key={feature.event} feature={feature} most={most} />
              ))}
            </ul>
          </div>
          <p className="chart-note">{outcomesCaution(answer)}</p>
        </>
      ) : (
        <p className="not-enough">{nothing}</p>
      )}
    </ChartFrame>
  );
}

function Row({ feature, most }: { feature: Uptaken; most: number }) {
  return (
    <li className="bar-row">
      <span className="bar-name">{feature.event}</span>
      <BarFigure text={count(feature.using)} of="accounts used it" />
      {OUTCOMES.map((name) => (
        <span key={name} className="outcome">
          <DifferenceBar difference={feature[name]} most={most} />
          <span className="bar-share">
            {bareWords(feature[name])}
            <span className="unseen">
              {' '}
              {uptakeTerms[name].term}: {intervalWords(feature[name])}
            </span>
          </span>
        </span>
      ))}
    </li>
  );
}
