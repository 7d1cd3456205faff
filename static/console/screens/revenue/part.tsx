import { type ReactNode, useEffect, useMemo } from 'react';
import type { RevenueHead } from '../../../../src/contract/revenue-request';
import { useAsk } from '../../parts/ask-context';
import type { Loaded } from '../../parts/use-answer';
import { useAnswer } from '../../parts/use-answer';
import { Answered } from '../../parts/answered';
import { Bridge } from './bridge';
import { Churn } from './churn';
import { Customers } from './customers';
import { NoSales } from './no-sales';
import type { RevenueQuery } from './query';
import { Reconciliation } from './reconciliation';
import { Renewals } from './renewals';
import { Retention } from './retention';
import { Statement } from './statement';
import { Trials } from './trials';
import { usePageRequest, useRequest } from './use-revenue';

type PartProps = { readonly query: RevenueQuery; readonly onHead: (head: RevenueHead) => void; readonly onPage: (page: number) => void };

/** One part of the screen: one question, one answer. */
export function RevenuePart(props: PartProps) {
  switch (props.query.tab) {
    case 'bridge':
      return <BridgePart {...props} />;
    case 'retention':
      return <RetentionPart {...props} />;
    case 'churn':
      return <ChurnPart {...props} />;
    case 'trials':
      return <TrialsPart {...props} />;
    case 'renewals':
      return <RenewalsPart {...props} />;
    case 'customers':
      return <CustomersPart {...props} />;
    case 'reconciliation':
      return <ReconciliationPart {...props} />;
    case 'statement':
      return <StatementPart {...props} />;
  }
}

function BridgePart({ query, onHead, onPage }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueBridge', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Bridge answer={answer} query={query} onPage={onPage} />}
    </WithSales>
  );
}

function RetentionPart({ query, onHead }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueRetention', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Retention answer={answer} />}
    </WithSales>
  );
}

function ChurnPart({ query, onHead }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueChurn', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Churn answer={answer} />}
    </WithSales>
  );
}

function TrialsPart({ query, onHead, onPage }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueTrials', usePageRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead} canDoWithoutSales>
      {(answer, isBusy) => <Trials answer={answer} query={query} onPage={onPage} isBusy={isBusy} />}
    </WithSales>
  );
}

function RenewalsPart({ query, onHead, onPage }: PartProps) {
  const paged = usePageRequest(query);
  const { from } = query;
  const input = useMemo(() => ({ ...paged, due: from }), [paged, from]);
  const { loaded, retry } = useAnswer(useAsk(), 'revenueRenewals', input);
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer, isBusy) => <Renewals answer={answer} query={query} onPage={onPage} isBusy={isBusy} />}
    </WithSales>
  );
}

function CustomersPart({ query, onHead }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueCustomers', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead} canDoWithoutSales>
      {(answer) => <Customers answer={answer} />}
    </WithSales>
  );
}

function ReconciliationPart({ query, onHead, onPage }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueReconciliation', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Reconciliation answer={answer} query={query} onPage={onPage} />}
    </WithSales>
  );
}

function StatementPart({ query, onHead, onPage }: PartProps) {
  const { loaded, retry } = useAnswer(useAsk(), 'revenueStatement', useRequest(query));
  return (
    <WithSales loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Statement answer={answer} query={query} onPage={onPage} onChanged={retry} />}
    </WithSales>
  );
}

type WithSalesProps<T> = {
  readonly loaded: Loaded<T>;
  readonly onRetry: () => void;
  readonly onHead: (head: RevenueHead) => void;
  /** Licences alone are something to show. */
  readonly canDoWithoutSales?: boolean;
  readonly children: (answer: T, isRefreshing: boolean) => ReactNode;
};

/** Passes the head of an answer up, and says so where nothing was sold yet. */
function WithSales<T extends { readonly head: RevenueHead }>({
  loaded,
  onRetry,
  onHead,
  canDoWithoutSales = false,
  children,
}: WithSalesProps<T>) {
  const head = loaded.kind === 'ready' ? loaded.value.head : null;
  useEffect(() => {
    if (head !== null) onHead(head);
  }, [head, onHead]);
  return (
    <Answered loaded={loaded} height={420} onRetry={onRetry}>
      {(answer, isRefreshing) => (answer.head.lines === 0 && !canDoWithoutSales ? <NoSales /> : children(answer, isRefreshing))}
    </Answered>
  );
}
