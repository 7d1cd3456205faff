import { Suspense, useMemo } from 'react';
import type { UptakeAnswer } from '../../../../src/contract/uptake';
import { isFiltering } from '../../parts/account-filter';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { count, counted, day } from '../../parts/format';
import { countColumn, textColumn } from '../../parts/frame-columns';
import { LineChart } from '../../parts/later-charts';
import { Skeleton } from '../../parts/skeleton';
import { eventInks } from './event-inks';
import { Outcomes } from './outcomes';
import type { EngagementQuery } from './query';
import { daysWords, meanColumn, meanWords, shortName, type Uptaken } from './uptake-figures';
import { uptakeMeanings, uptakeTerms } from './uptake-words';

type UptakeProps = { readonly answer: UptakeAnswer; readonly query: EngagementQuery };

/** How features were taken up, how often and how deeply they are used, and what became of accounts with and without them. */
export function Uptake({ answer, query }: UptakeProps) {
  const isEmpty = answer.features.every(({ adopters }) => adopters === 0);
  return (
    <>
      <Pace answer={answer} query={query} isEmpty={isEmpty} />
      {isEmpty ? null : <FirstUse answer={answer} />}
      {isEmpty ? null : <Outcomes answer={answer} />}
    </>
  );
}

const COLUMNS: readonly FrameColumn<Uptaken>[] = [
  textColumn('Feature', (row) => row.event),
  countColumn('Accounts that ever used it', (row) => row.adopters),
  {
    heading: 'Median days to first use',
    cell: (row) => (row.medianDaysToAdopt === null ? null : daysWords(row.medianDaysToAdopt)),
    shown: (row) => daysWords(row.medianDaysToAdopt),
    align: 'end',
  },
  countColumn('Users in 30 days', (row) => row.users),
  meanColumn('Active days per user', (row) => row.frequency),
  meanColumn('Uses per user', (row) => row.depth),
];

function Pace({ answer, query, isEmpty }: UptakeProps & { readonly isEmpty: boolean }) {
  const most = Math.max(1, ...answer.features.map(({ adopters }) => adopters));
  const { adopters, median, users, frequency, depth } = uptakeTerms;
  return (
    <ChartFrame
      title="Uptake"
      meaning={uptakeMeanings.pace}
      fileName={`tidemark-uptake-${answer.asOfDay}`}
      columns={COLUMNS}
      rows={answer.features}
      rowKey={(row) => row.event}
    >
      {isEmpty ? (
        <p className="not-enough">
          {isFiltering(query.filter)
            ? 'No account like that has used a feature yet. Clear the filters to see all.'
            : 'No account has used a feature yet. Figures appear when a customer’s site first reports use.'}
        </p>
      ) : (
        <div className="uptake">
          <div className="bar-row bar-heads">
            <span className="features-room" />
            {[adopters, median, users, frequency, depth].map((each) => (
              <span key={each.term}>
                <Definition {...each} />
              </span>
            ))}
          </div>
          <ul className="bars">
            {answer.features.map((feature) => (
              <li key={feature.event} className="bar-row">
                <span className="bar-name">{feature.event}</span>
                <BarTrack ratio={feature.adopters / most} />
                <BarFigure text={count(feature.adopters)} of="accounts ever used it" />
                <BarFigure text={daysWords(feature.medianDaysToAdopt)} of="days to the first use, in the median" />
                <BarFigure text={count(feature.users)} of="users in 30 days" />
                <BarFigure text={meanWords(feature.frequency)} of="active days per user" />
                <BarFigure text={meanWords(feature.depth)} of="uses per user" />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ChartFrame>
  );
}

type FirstDay = { readonly day: string; readonly accounts: readonly number[] };

function FirstUse({ answer: { firstUse, asOfDay } }: { answer: UptakeAnswer }) {
  const curves = useMemo(() => {
    const inks = eventInks(firstUse.curves.map(({ color }) => color));
    return firstUse.curves.flatMap(({ event, accounts }, index) => {
      const ink = inks[index];
      return ink === undefined ? [] : [{ event, accounts, ...ink }];
    });
  }, [firstUse]);
  const rows = useMemo(
    () => firstUse.days.map((each, index): FirstDay => ({ day: each, accounts: curves.map(({ accounts }) => accounts[index] ?? 0) })),
    [firstUse, curves],
  );
  const lines = useMemo(
    () => curves.map(({ event, accounts, ...ink }) => ({ name: event, label: shortName(event), values: accounts, ...ink })),
    [curves],
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const parts = curves.map(
    ({ event }, index) => `${event} from ${count(first.accounts[index] ?? 0)} to ${count(last.accounts[index] ?? 0)}`,
  );
  return (
    <ChartFrame
      title="First use"
      meaning={uptakeMeanings.firstUse}
      fileName={`tidemark-first-use-${asOfDay}`}
      columns={[
        { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
        ...curves.map(({ event }, index) => countColumn<FirstDay>(event, (row) => row.accounts[index] ?? 0)),
      ]}
      rows={rows}
      rowKey={(row) => row.day}
    >
      <ul className="legend" aria-label="Lines shown">
        {curves.map(({ event, colorToken, fallback }, index) => (
          <li key={event} className="uptake-legend">
            <span className="legend-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />
            {event} <strong>{counted(last.accounts[index] ?? 0, 'account')}</strong>
          </li>
        ))}
        <li className="legend-note">Dashed: {day(last.day)} is not over yet (UTC)</li>
      </ul>
      <Suspense fallback={<Skeleton height={280} />}>
        <LineChart
          days={firstUse.days}
          lines={lines}
          summary={`Line chart, ${day(first.day)} to ${day(last.day)}: accounts that had ever used it. ${parts.join('; ')}. The figures of each day are in the table view.`}
          isLastRunning
        />
      </Suspense>
    </ChartFrame>
  );
}
