import { useMemo, useState } from 'react';
import { Subscription } from '../../../../src/contract/revenue-views';
import { Choice } from '../../parts/choice';
import { SegmentCharts } from '../../parts/segment-charts';
import { bridgeCharts } from './bridge-by-segment';
import { churnCharts, customersCharts, renewalsCharts, retentionCharts, statementCharts, trialsCharts } from './charts-by-segment';
import type { RevenueQuery } from './query';
import { PAGE_SIZE, requestOf } from './use-revenue';
import { subscriptionWords } from './words';

type BesideProps = { readonly query: RevenueQuery; readonly ids: readonly string[] };
const FIRST_PAGE = { page: 0, pageSize: PAGE_SIZE } as const;

/** The part's charts with a line or a bar for each of the segments that are compared. */
export function SegmentsBeside({ query, ids }: BesideProps) {
  if (ids.length === 0) return null;
  const { filter, tab } = query;
  const asked = { filter, ids, inputOf: (one: typeof filter) => requestOf({ ...query, filter: one }) };
  switch (tab) {
    case 'bridge':
      return <BridgeBeside query={query} ids={ids} />;
    case 'retention':
      return <SegmentCharts call="revenueRetention" {...asked} chartsOf={retentionCharts} />;
    case 'churn':
      return <ChurnBeside query={query} ids={ids} />;
    case 'trials':
      return (
        <SegmentCharts
          call="revenueTrials"
          {...asked}
          inputOf={(one) => ({ ...asked.inputOf(one), ...FIRST_PAGE })}
          chartsOf={trialsCharts}
        />
      );
    case 'renewals':
      return (
        <SegmentCharts
          call="revenueRenewals"
          {...asked}
          inputOf={(one) => ({ ...asked.inputOf(one), ...FIRST_PAGE, due: null })}
          chartsOf={renewalsCharts}
        />
      );
    case 'customers':
      return <SegmentCharts call="revenueCustomers" {...asked} chartsOf={customersCharts} />;
    case 'reconciliation':
      return (
        <p className="page-sub">
          Atlassian states its figures of whole apps, not of segments: there is nothing here to set side by side. Segments are compared
          under the other parts.
        </p>
      );
    case 'statement':
      return <SegmentCharts call="revenueStatement" {...asked} chartsOf={statementCharts} />;
  }
}

function BridgeBeside({ query, ids }: BesideProps) {
  const { from, to } = query;
  const charts = useMemo(() => bridgeCharts(from, to), [from, to]);
  return (
    <SegmentCharts
      call="revenueBridge"
      inputOf={(filter) => requestOf({ ...query, filter })}
      filter={query.filter}
      ids={ids}
      chartsOf={charts}
    />
  );
}

function ChurnBeside({ query, ids }: BesideProps) {
  const [subscription, setSubscription] = useState<Subscription>('all');
  const charts = useMemo(() => churnCharts(subscription), [subscription]);
  return (
    <div className="stack">
      <div>
        <Choice<Subscription>
          label="Subscriptions compared"
          options={Subscription.options.map((value) => ({ value, label: subscriptionWords[value] }))}
          value={subscription}
          onChange={setSubscription}
        />
      </div>
      <SegmentCharts
        call="revenueChurn"
        inputOf={(filter) => requestOf({ ...query, filter })}
        filter={query.filter}
        ids={ids}
        chartsOf={charts}
      />
    </div>
  );
}
