import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, counted, day } from '../../parts/format';
import { heatWeeks } from './heat-days';

type ActiveDay = { readonly day: string; readonly users: number; readonly events: number };

const COLUMNS: readonly FrameColumn<ActiveDay>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
  { heading: 'Users', cell: (row) => row.users, shown: (row) => count(row.users), align: 'end' },
  { heading: 'Feature uses', cell: (row) => row.events, shown: (row) => count(row.events), align: 'end' },
];

/** A year at a glance: a square a day, the fuller the more users. */
export function HeatStrip({ days, asOfDay, isObserved }: { days: readonly ActiveDay[]; asOfDay: string; isObserved: boolean }) {
  const weeks = heatWeeks(days, asOfDay);
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
          <div
            className="heat-strip"
            role="img"
            aria-label={`${counted(days.length, 'active day')} within a year; the table has each of them`}
          >
            {weeks.map((week, index) => (
              <div className="heat-week" key={index}>
                <span className="heat-month">{monthOf(week[0]?.day, weeks[index - 1]?.[0]?.day)}</span>
                {week.map((square, weekday) =>
                  square === null ? (
                    <span key={weekday} className="heat-day after" />
                  ) : (
                    <span
                      key={weekday}
                      className={`heat-day level-${String(square.level)}`}
                      title={`${day(square.day)}: ${counted(square.users, 'user')}, ${counted(square.events, 'use')}`}
                    />
                  ),
                )}
              </div>
            ))}
          </div>
        </div>
      )}
    </ChartFrame>
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The month's name over the first week that begins in it. */
function monthOf(monday: string | undefined, before: string | undefined): string {
  if (monday === undefined || before === undefined || monday.slice(0, 7) === before.slice(0, 7)) return '';
  return MONTHS[Number(monday.slice(5, 7)) - 1] ?? '';
}
