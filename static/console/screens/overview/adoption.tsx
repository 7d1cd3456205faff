import type { Overview } from '../../../../src/contract/console';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, counted, percent, roundPercent } from '../../parts/format';
import { chartWords } from './words';

type Feature = Overview['adoption'][number];

const COLUMNS: readonly FrameColumn<Feature>[] = [
  { heading: 'Feature', cell: (feature) => feature.event, shown: (feature) => feature.event },
  { heading: 'Accounts', cell: (feature) => feature.accounts, shown: (feature) => count(feature.accounts), align: 'end' },
  { heading: 'Share of active accounts', cell: (feature) => Number(feature.shareOfActiveAccounts.toFixed(4)), shown: (feature) => percent(feature.shareOfActiveAccounts), align: 'end' },
  { heading: 'Users', cell: (feature) => feature.users, shown: (feature) => count(feature.users), align: 'end' },
  { heading: 'Times used', cell: (feature) => feature.count, shown: (feature) => count(feature.count), align: 'end' },
];

export function Adoption({ adoption, rangeDays, asOfDay }: { adoption: Overview['adoption']; rangeDays: number; asOfDay: string }) {
  const rows = adoption.toSorted((a, b) => b.accounts - a.accounts || b.count - a.count || a.event.localeCompare(b.event));
  return (
    <ChartFrame
      title="Feature adoption"
      meaning={`${chartWords.adoption} The range is the last ${String(rangeDays)} days.`}
      fileName={`tidemark-adoption-${String(rangeDays)}-days-${asOfDay}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={(feature) => feature.event}
    >
      {rows.length === 0 ? (
        <p className="not-enough">No feature was used in the last {rangeDays} days.</p>
      ) : (
        <ul className="bars">
          {rows.map((feature) => (
            <li key={feature.event} className="bar-row">
              <span className="bar-name">{feature.event}</span>
              <span className="bar-share">{roundPercent(feature.shareOfActiveAccounts)}</span>
              <span className="bar-track" aria-hidden="true">
                <span className="bar-fill" style={{ width: `${String(Math.min(100, feature.shareOfActiveAccounts * 100))}%` }} />
              </span>
              <span className="bar-detail">
                {counted(feature.accounts, 'account')} · {counted(feature.users, 'user')} · {counted(feature.count, 'time')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
