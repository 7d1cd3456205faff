import { type PointerEvent, useMemo, useState } from 'react';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, counted, day } from '../../parts/format';
import { type HeatDay, heatWeeks, squareAt, squaresOf, STRIP } from './heat-days';

type ActiveDay = { readonly day: string; readonly users: number; readonly events: number };

const COLUMNS: readonly FrameColumn<ActiveDay>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
  { heading: 'Users', cell: (row) => row.users, shown: (row) => count(row.users), align: 'end' },
  { heading: 'Feature uses', cell: (row) => row.events, shown: (row) => count(row.events), align: 'end' },
];

/** A year at a glance: a square a day, the fuller the more users. */
export function HeatStrip({ days, asOfDay, isObserved }: { days: readonly ActiveDay[]; asOfDay: string; isObserved: boolean }) {
  return (
    <ChartFrame
      title="Activity, a year"
      meaning="Distinct users who used a feature on each UTC day. A square is the fuller the nearer the day is to the account’s busiest one."
      fileName={`tidemark-account-days-${asOfDay}`}
      columns={COLUMNS}
      rows={days.toReversed()}
      rowKey={(row) => row.day}
    >
      {days.length === 0 ? (
        <p className="not-enough">
          {isObserved
            ? 'Nobody used a feature here within a year.'
            : 'Not observed: the app on this site sends nothing. That does not mean unused.'}
        </p>
      ) : (
        <div className="heat-scroll" tabIndex={0} role="group" aria-label="Activity, a year: the days">
          <Strip days={days} asOfDay={asOfDay} />
        </div>
      )}
    </ChartFrame>
  );
}

const LEVELS: readonly HeatDay['level'][] = [0, 1, 2, 3, 4];

function Strip({ days, asOfDay }: { days: readonly ActiveDay[]; asOfDay: string }) {
  const weeks = useMemo(() => heatWeeks(days, asOfDay), [days, asOfDay]);
  const squares = useMemo(() => LEVELS.map((level) => squaresOf(weeks, level)), [weeks]);
  const [pointed, setPointed] = useState<HeatDay | null>(null);
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    setPointed(squareAt(weeks, (event.clientX - left) / width, (event.clientY - top) / height));
  };
  return (
    <div
      className="heat-strip"
      role="img"
      aria-label={`${counted(days.length, 'active day')} within a year; the table has each of them`}
      title={pointed === null ? undefined : `${day(pointed.day)}: ${counted(pointed.users, 'user')}, ${counted(pointed.events, 'use')}`}
    >
      <div className="heat-months">
        {weeks.map(([monday], index) => {
          const month = monthOf(monday?.day, weeks[index - 1]?.[0]?.day);
          return month === '' ? null : (
            <span key={index} style={{ left: `${String((index / weeks.length) * 100)}%` }}>
              {month}
            </span>
          );
        })}
      </div>
      <svg viewBox={`0 0 ${String(STRIP.width)} ${String(STRIP.height)}`} onPointerMove={point}>
        {squares.map((outline, level) => (
          <path key={level} className={`heat-level-${String(level)}`} d={outline} />
        ))}
      </svg>
    </div>
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The month's name over the first week that begins in it. */
function monthOf(monday: string | undefined, before: string | undefined): string {
  if (monday === undefined || before === undefined || monday.slice(0, 7) === before.slice(0, 7)) return '';
  return MONTHS[Number(monday.slice(5, 7)) - 1] ?? '';
}
