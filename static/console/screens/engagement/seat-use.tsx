import { Suspense, useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { SeatUseAnswer } from '../../../../src/contract/seat-use';
import { isFiltering, writeFilter } from '../../parts/account-filter';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, day, roundMoney } from '../../parts/format';
import { countColumn, moneyColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import { LineChart } from '../../parts/later-charts';
import type { Scope } from '../../parts/page-scope';
import { Skeleton } from '../../parts/skeleton';
import { seatMeanings } from './journey-words';
import { bandTitles, type PaidSeats, seatGist } from './seat-figures';

type SeatUseProps = { readonly answer: SeatUseAnswer; readonly filter: AccountFilter; readonly scope: Scope };

/** How many of the seats that are paid for have somebody on them. */
export function SeatUse({ answer, filter, scope }: SeatUseProps) {
  return (
    <>
      {answer.seats === null ? null : <SeatBands seats={answer.seats} filter={filter} asOfDay={answer.asOfDay} />}
      {answer.seats === null || answer.seats.rows.length === 0 ? null : <EmptySeats rows={answer.seats.rows} asOfDay={answer.asOfDay} />}
      <UsersSeen days={answer.days} asOfDay={answer.asOfDay} scope={scope} />
    </>
  );
}

type Band = PaidSeats['bands'][number];
const BAND_COLUMNS: readonly FrameColumn<Band>[] = [
  textColumn('Seats with a user', (row) => bandTitles[row.band]),
  countColumn('Accounts', (row) => row.accounts),
  countColumn('Seats', (row) => row.seats),
  moneyColumn('MRR', (row) => row.mrrCents),
];

function SeatBands({ seats, filter, asOfDay }: { seats: PaidSeats; filter: AccountFilter; asOfDay: string }) {
  const most = Math.max(1, ...seats.bands.map(({ accounts }) => accounts));
  const list = writeFilter(new URLSearchParams({ sort: 'seatShare', order: 'ascending' }), filter).toString();
  return (
    <ChartFrame
      title="Seats with a user"
      meaning={seatMeanings.bands}
      fileName={`tidemark-seats-${asOfDay}`}
      columns={BAND_COLUMNS}
      rows={seats.bands}
      rowKey={(row) => row.band}
      lead={seats.accounts === 0 ? undefined : <p className="list-lead">{seatGist(seats)}</p>}
    >
      {seats.accounts === 0 ? (
        <p className="not-enough">
          {isFiltering(filter)
            ? 'No account like that pays for a known number of seats and reports its use. Clear the filters to see all.'
            : 'No account pays for a known number of seats and reports its use yet.'}
        </p>
      ) : (
        <>
          <div className="seats">
            <div className="bar-row bar-heads">
              <span className="features-room" />
              <span>Accounts</span>
              <span>Seats</span>
              <span>MRR</span>
            </div>
            <ul className="bars">
              {seats.bands.map(({ band, accounts, seats: paid, mrrCents }) => (
                <li key={band} className="bar-row">
                  <span className="bar-name">{bandTitles[band]}</span>
                  <BarTrack ratio={accounts / most} />
                  <BarFigure text={count(accounts)} of="accounts" />
                  <BarFigure text={count(paid)} of="seats" />
                  <BarFigure text={roundMoney(mrrCents)} of="MRR" />
                </li>
              ))}
            </ul>
          </div>
          <p className="chart-note">
            <a href={`#/accounts?${list}`}>All accounts by their share of seats</a>
          </p>
        </>
      )}
    </ChartFrame>
  );
}

type Empty = PaidSeats['rows'][number];
const EMPTY_COLUMNS: readonly FrameColumn<Empty>[] = [
  {
    heading: 'Account',
    cell: (row) => row.company,
    shown: (row) => <a href={`#/account?id=${String(row.accountId)}`}>{row.company}</a>,
  },
  textColumn('App', (row) => row.app),
  countColumn('Seats', (row) => row.seats),
  countColumn('Users seen', (row) => row.usersSeen),
  shareColumn('Share of seats', (row) => row.usersSeen / row.seats),
  countColumn('Seats without a user', (row) => row.seats - row.usersSeen),
  moneyColumn('MRR', (row) => row.mrrCents),
];
/** Drawn at once; the table has them all. */
const DRAWN = 15;

function EmptySeats({ rows, asOfDay }: { rows: PaidSeats['rows']; asOfDay: string }) {
  return (
    <ChartFrame
      title="Most seats without a user"
      meaning={seatMeanings.empty}
      fileName={`tidemark-empty-seats-${asOfDay}`}
      columns={EMPTY_COLUMNS}
      rows={rows}
      rowKey={(row) => String(row.accountId)}
    >
      <div className="seats">
        <div className="bar-row bar-heads">
          <span className="features-room" />
          <span>Users seen</span>
          <span>Seats</span>
          <span>MRR</span>
        </div>
        <ol className="bars">
          {rows.slice(0, DRAWN).map((row) => (
            <li key={row.accountId} className="bar-row">
              <span className="bar-name">
                <a className="company-name" href={`#/account?id=${String(row.accountId)}`}>
                  {row.company.trim() === '' ? 'Without a name' : <bdi>{row.company}</bdi>}
                </a>
              </span>
              <BarTrack ratio={row.usersSeen / row.seats} />
              <BarFigure text={count(row.usersSeen)} of="users seen" />
              <BarFigure text={count(row.seats)} of="seats" />
              <BarFigure text={roundMoney(row.mrrCents)} of="MRR" />
            </li>
          ))}
        </ol>
      </div>
    </ChartFrame>
  );
}

type Seen = SeatUseAnswer['days'][number];
const SEEN_COLUMNS: readonly FrameColumn<Seen>[] = [
  { heading: 'Day (UTC)', cell: (row) => row.day, shown: (row) => day(row.day) },
  countColumn('Users seen in 30 days', (row) => row.usersSeen),
];

function UsersSeen({ days, asOfDay, scope }: { days: SeatUseAnswer['days']; asOfDay: string; scope: Scope }) {
  const labels = useMemo(() => days.map((each) => each.day), [days]);
  const lines = useMemo(
    () => [
      {
        name: 'Users seen in 30 days',
        label: 'Users seen',
        values: days.map(({ usersSeen }) => usersSeen),
        colorToken: '--ds-chart-categorical-1',
        fallback: '#357DE8',
      },
    ],
    [days],
  );
  const [first, last] = [days[0], days.at(-1)];
  const isEmpty = days.every(({ usersSeen }) => usersSeen === 0);
  return (
    <ChartFrame
      title="Users seen"
      meaning={seatMeanings.seen}
      fileName={`tidemark-users-seen-${asOfDay}`}
      columns={SEEN_COLUMNS}
      rows={days}
      rowKey={(row) => row.day}
      lead={
        isEmpty || last === undefined ? undefined : (
          <p className="list-lead">
            {count(last.usersSeen)} {last.usersSeen === 1 ? 'user' : 'users'} seen in the last 30 days
            {scope === 'site' ? ' on this site. How many seats it pays for, the Marketplace does not tell the app.' : '.'}
          </p>
        )
      }
    >
      {isEmpty || first === undefined || last === undefined ? (
        <p className="not-enough">
          {scope === 'site' ? 'No user on this site has used a feature yet.' : 'No user has used a feature yet.'}
        </p>
      ) : (
        <Suspense fallback={<Skeleton height={280} />}>
          <LineChart
            days={labels}
            lines={lines}
            summary={`Line chart, ${day(first.day)} to ${day(last.day)}: users seen in 30 days from ${count(first.usersSeen)} to ${count(last.usersSeen)}. The figures of each day are in the table view.`}
            isLastRunning
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
