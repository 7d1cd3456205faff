import Button from '@atlaskit/button/new';
import type { EngagementUnit } from '../../../../src/contract/engagement';
import type { FunnelAnswer } from '../../../../src/contract/funnel';
import { BarFigure } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { count, roundPercent } from '../../parts/format';
import { countColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import type { Scope } from '../../parts/page-scope';
import { FunnelBuilder } from './funnel-builder';
import { daysWords, funnelCaution, funnelGist, funnelRows, type FunnelStep } from './funnel-figures';
import { funnelMeaning, funnelTerms, nobodyBegan } from './journey-words';
import type { JourneyQuery } from './journey-query';
import type { EngagementQuery } from './query';

type FunnelProps = {
  readonly answer: FunnelAnswer;
  readonly query: EngagementQuery;
  readonly scope: Scope;
  readonly onChange: (next: Partial<EngagementQuery>) => void;
};

/** Chosen events in a row, and how far units get. */
export function Funnel({ answer, query, scope, onChange }: FunnelProps) {
  const { journey } = query;
  const change = (next: Partial<JourneyQuery>): void => {
    onChange({ journey: { ...journey, ...next } });
  };
  if (answer.events.length === 0)
    return (
      <section className="card">
        <p className="not-enough">
          {scope === 'site'
            ? 'Nothing has been done on this site yet.'
            : 'No events yet. They appear when a customer’s site first reports use.'}
        </p>
      </section>
    );
  const suggested = answer.events.filter(({ isFeature }) => isFeature).slice(0, 3);
  return (
    <>
      <FunnelBuilder
        events={answer.events}
        steps={journey.steps}
        onChange={(steps) => {
          change({ steps });
        }}
      />
      {answer.steps.length < 2 ? (
        <section className="card">
          <div className="not-enough">
            <p>Choose two to eight events in the order in which they should be done.</p>
            {suggested.length < 2 ? null : (
              <Button
                onClick={() => {
                  change({ steps: suggested.map(({ event }) => event) });
                }}
              >
                Start with the most used features
              </Button>
            )}
          </div>
        </section>
      ) : (
        <FunnelChart answer={answer} query={query} scope={scope} />
      )}
    </>
  );
}

function columnsFor(unit: EngagementUnit): readonly FrameColumn<FunnelStep>[] {
  return [
    textColumn('Step', (row) => `${String(row.place)}. ${row.event}`),
    countColumn(unit === 'user' ? 'Users' : 'Accounts', (row) => row.units),
    shareColumn('Of the first step', (row) => row.ofFirst),
    shareColumn('Of the step before', (row) => (row.place === 1 ? null : row.ofPrevious)),
    countColumn('Lost since the step before', (row) => row.lost),
    countColumn('Median days since the step before', (row) => row.medianDays),
    countColumn('Median days since the first step', (row) => row.medianDaysFromFirst),
  ];
}

type FunnelChartProps = { readonly answer: FunnelAnswer; readonly query: EngagementQuery; readonly scope: Scope };

function FunnelChart({ answer, query, scope }: FunnelChartProps) {
  const { unit, rangeDays, journey } = query;
  const asked = { unit, rangeDays, limitDays: journey.limitDays, limitOf: journey.limitOf };
  const rows = funnelRows(answer.steps);
  const began = rows[0];
  const caution = funnelCaution(rows, asked);
  const isEmpty = began === undefined || began.units === 0;
  return (
    <ChartFrame
      title="Funnel"
      meaning={funnelMeaning}
      fileName={`tidemark-funnel-${unit}s-${String(rangeDays)}-days-${answer.asOfDay}`}
      columns={columnsFor(unit)}
      rows={rows}
      rowKey={(row) => String(row.place)}
      lead={isEmpty ? undefined : <p className="list-lead">{funnelGist(rows, asked)}</p>}
    >
      {isEmpty ? (
        <p className="not-enough">{nobodyBegan(began?.event ?? '', began?.isKnown ?? false, query, scope, unit)}</p>
      ) : (
        <>
          <div className="funnel">
            <FunnelHeads />
            <ol className="bars">
              {rows.map((row) => (
                <FunnelBar key={row.place} row={row} unit={unit} />
              ))}
            </ol>
          </div>
          {caution === null ? null : <p className="chart-note">{caution}</p>}
        </>
      )}
    </ChartFrame>
  );
}

function FunnelHeads() {
  const { units, ofFirst, ofPrevious, lost, medianDays } = funnelTerms;
  return (
    <div className="bar-row bar-heads">
      <span className="features-room" />
      {[units, ofFirst, ofPrevious, lost, medianDays].map((each) => (
        <span key={each.term}>
          <Definition {...each} />
        </span>
      ))}
    </div>
  );
}

function FunnelBar({ row, unit }: { row: FunnelStep; unit: EngagementUnit }) {
  const units = unit === 'user' ? 'users' : 'accounts';
  return (
    <li className="bar-row">
      <span className="bar-name">
        {row.place}. {row.event}
        {row.isKnown ? null : <small className="funnel-unknown"> never seen</small>}
      </span>
      <span className="funnel-track" aria-hidden="true">
        {row.units === 0 ? null : <span className="funnel-fill" style={{ width: `${String((row.ofFirst ?? 0) * 100)}%` }} />}
      </span>
      <span className="bar-share">
        {count(row.units)}
        <span className="unseen"> {units}</span>
      </span>
      <BarFigure text={row.ofFirst === null ? '–' : roundPercent(row.ofFirst)} of="of those who began" />
      <BarFigure text={row.lost === null || row.ofPrevious === null ? '–' : roundPercent(row.ofPrevious)} of="of the step before" />
      <BarFigure text={row.lost === null ? '–' : count(row.lost)} of="lost since the step before" />
      <BarFigure text={row.medianDays === null ? '–' : daysWords(row.medianDays)} of="since the step before, in the median" />
    </li>
  );
}
