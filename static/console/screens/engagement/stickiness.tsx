import type { StickinessAnswer } from '../../../../src/contract/engagement';
import { isFiltering } from '../../parts/account-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Columns } from '../../parts/columns';
import { countColumn, shareColumn } from '../../parts/frame-columns';
import type { Scope } from '../../parts/page-scope';
import { daysColumn, type DaysRow, daysRows, lastFull, meanDays } from './figures';
import type { EngagementQuery } from './query';
import { countedUnits, meanings, nothingWords, periodName, unitHeading, unitsOf } from './words';

const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

type StickinessProps = { readonly answer: StickinessAnswer; readonly query: EngagementQuery; readonly scope: Scope };

/** On how many days of the last whole period units came. */
export function Stickiness({ answer, query, scope }: StickinessProps) {
  const { unit, days } = query;
  const grain = query.grain === 'month' ? 'month' : 'week';
  const period = lastFull(answer.periods);
  const mean = period === null ? null : meanDays(period);
  const rows = period === null || mean === null ? [] : daysRows(period);
  const units = unitHeading(unit);
  const columns: readonly FrameColumn<DaysRow>[] = [
    { heading: 'Active days', cell: (row) => row.days, shown: (row) => String(row.days) },
    countColumn(`${units}, exactly so many`, (row) => row.exact),
    shareColumn('Share', (row) => row.exactShare),
    countColumn(`${units}, so many or more`, (row) => row.atLeast),
    shareColumn('Share of so many or more', (row) => row.atLeastShare),
  ];
  return (
    <ChartFrame
      title="Active days"
      meaning={meanings.stickiness}
      fileName={`tidemark-active-days-${unit}s-by-${grain}-${period?.startDay ?? answer.asOfDay}`}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.days)}
      lead={
        period === null || mean === null ? undefined : (
          <p className="list-lead">
            {periodName(grain, period.startDay)}, the last whole {grain}
            {query.range.days === null ? '' : ' of the range'}: {countedUnits(rows[0]?.atLeast ?? 0, unit)}{' '}
            {scope === 'site' ? 'on this site active' : 'active'}, on average on {oneDecimal.format(mean)} days.
          </p>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="not-enough">{emptyWords(answer, query, scope)}</p>
      ) : (
        <div className="engagement-columns">
          <Columns
            label={`${unitsOf(unit, scope)} by number of active days`}
            currentId={null}
            columns={rows.map((row) => daysColumn(row, days, unit))}
          />
          <p className="axis-name">
            {days === 'exact' ? 'days active in the ' : 'days active or more in the '}
            {grain}
          </p>
        </div>
      )}
    </ChartFrame>
  );
}

/** Whoever came for the first time only now will be in it when the period has ended. */
function emptyWords({ periods }: StickinessAnswer, query: EngagementQuery, scope: Scope): string {
  const grain = query.grain === 'month' ? 'month' : 'week';
  const isNew = periods.some(({ running, exact }) => running && exact.some((units) => units > 0));
  if (isNew) return `Nobody used a feature in the last whole ${grain}. This ${grain}’s use will stand here when the ${grain} has ended.`;
  return nothingWords(query.unit, scope, isFiltering(query.filter));
}
