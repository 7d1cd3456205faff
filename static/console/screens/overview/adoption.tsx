import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview, RangeDays } from '../../../../src/contract/overview';
import { LAST_DAYS } from '../../../../src/engagement/day-range';
import { writeFilter } from '../../parts/account-filter';
import { BarFigure, BarTrack } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { writeRange } from '../../parts/chosen-range';
import { count, counted, percent, roundPercent } from '../../parts/format';
import { chartWords } from './words';

type Feature = Overview['adoption'][number];
const MAX_BARS = 12;

const FEATURE: FrameColumn<Feature> = { heading: 'Feature', cell: (feature) => feature.event, shown: (feature) => feature.event };
const BY_ACCOUNTS: readonly FrameColumn<Feature>[] = [
  { heading: 'Accounts', cell: (feature) => feature.accounts, shown: (feature) => count(feature.accounts), align: 'end' },
  {
    heading: 'Share of active accounts',
    cell: (feature) => Number(feature.shareOfActiveAccounts.toFixed(4)),
    shown: (feature) => percent(feature.shareOfActiveAccounts),
    align: 'end',
  },
];
const BY_USERS: readonly FrameColumn<Feature>[] = [
  { heading: 'Users', cell: (feature) => feature.users, shown: (feature) => count(feature.users), align: 'end' },
  { heading: 'Times used', cell: (feature) => feature.count, shown: (feature) => count(feature.count), align: 'end' },
];

type AdoptionProps = {
  readonly answer: Pick<Overview, 'adoption' | 'scope' | 'asOfDay' | 'waiting'>;
  readonly rangeDays: RangeDays;
  readonly filter: AccountFilter;
};

/** A vendor compares accounts; a customer's own site is one account, so there the bars compare users. */
export function Adoption({ answer: { adoption, scope, asOfDay, waiting }, rangeDays, filter }: AdoptionProps) {
  const isVendor = scope === 'vendor';
  const rows = adoption.toSorted(
    (a, b) => (isVendor ? b.accounts - a.accounts : 0) || b.users - a.users || b.count - a.count || a.event.localeCompare(b.event),
  );
  const mostUsers = Math.max(1, ...rows.map((feature) => feature.users));
  return (
    <ChartFrame
      title="Feature adoption"
      meaning={`${isVendor ? chartWords.adoption : chartWords.siteAdoption} The range is the last ${String(rangeDays)} days.`}
      fileName={`tidemark-adoption-${String(rangeDays)}-days-${asOfDay}`}
      columns={isVendor ? [FEATURE, ...BY_ACCOUNTS, ...BY_USERS] : [FEATURE, ...BY_USERS]}
      rows={rows}
      rowKey={(feature) => feature.event}
      lead={
        <p className="list-lead">
          <a
            href={`#/engagement?${writeFilter(writeRange(new URLSearchParams(), { days: LAST_DAYS[rangeDays], isCompared: false }), filter).toString()}`}
          >
            All features
          </a>
          {waiting === 0
            ? null
            : ` Without the newest use of ${counted(waiting, 'account')}: it comes in within hours, or when you open all features.`}
        </p>
      }
    >
      {rows.length === 0 ? (
        <p className="not-enough">No feature was used in the last {rangeDays} days.</p>
      ) : (
        <div className={scope}>
          <div className="bar-row bar-heads" aria-hidden="true">
            {isVendor ? <span className="bar-share-head">Share of active accounts</span> : <span className="bar-site-head" />}
            {isVendor ? <span>Accounts</span> : null}
            <span>Users</span>
            <span>Times</span>
          </div>
          <ul className="bars">
            {rows.slice(0, MAX_BARS).map((feature) => (
              <li key={feature.event} className="bar-row">
                <span className="bar-name">{feature.event}</span>
                <BarTrack ratio={isVendor ? feature.shareOfActiveAccounts : feature.users / mostUsers} />
                {isVendor ? <BarFigure text={roundPercent(feature.shareOfActiveAccounts)} of="of active accounts" isShare /> : null}
                {isVendor ? <BarFigure text={count(feature.accounts)} of="accounts" /> : null}
                <BarFigure text={count(feature.users)} of="users" />
                <BarFigure text={count(feature.count)} of="times" />
              </li>
            ))}
          </ul>
          {rows.length > MAX_BARS ? <p className="bar-more">{counted(rows.length - MAX_BARS, 'more feature')} in the table view</p> : null}
        </div>
      )}
    </ChartFrame>
  );
}
