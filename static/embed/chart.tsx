import { lazy, Suspense, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Overview } from '../../src/contract/overview';
import type { ChartChoice } from '../../src/contract/embed';
import { Answered } from '../console/parts/answered';
import { useAsk } from '../console/parts/ask-context';
import { Skeleton } from '../console/parts/skeleton';
import { useAnswer } from '../console/parts/use-answer';
import { Actives } from '../console/screens/overview/actives';
import { PayingUsing } from '../console/screens/overview/paying-using';
import { useAccountsNamed } from './use-accounts-named';
import { Mrr } from './mrr';

const EngagementChart = lazy(() => import('./engagement-chart').then((module) => ({ default: module.EngagementChart })));
const HEIGHT_PX = 420;

/** One chart of the console, as it stands there. */
export function Chart({ choice }: { choice: ChartChoice }) {
  const { chart, rangeDays, months, filter } = choice;
  switch (chart) {
    case 'actives':
      return (
        <OfOverview rangeDays={rangeDays} filter={filter}>
          {({ series, scope, asOfDay }) => <Actives series={series} scope={scope} asOfDay={asOfDay} isRunning apps={filter.app} />}
        </OfOverview>
      );
    case 'payingUsing':
      return (
        <OfOverview rangeDays={30} filter={filter}>
          {({ payingUsing, asOfDay }) =>
            payingUsing === null ? null : <PayingUsing figures={payingUsing} asOfDay={asOfDay} filter={filter} />
          }
        </OfOverview>
      );
    case 'mrr':
      return <Mrr months={months} filter={filter} />;
    case 'adoption':
    case 'retention':
    case 'lifecycle':
      return (
        <Suspense fallback={<Skeleton height={HEIGHT_PX} />}>
          <EngagementChart chart={chart} choice={choice} />
        </Suspense>
      );
  }
}

type OfOverviewProps = Pick<ChartChoice, 'rangeDays' | 'filter'> & { children: (answer: Overview) => ReactNode };

function OfOverview({ rangeDays, filter, children }: OfOverviewProps) {
  const input = useMemo(() => ({ rangeDays, filter }), [rangeDays, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'overview', input);
  const accounts = useAccountsNamed(filter);
  return (
    <Answered loaded={loaded} height={HEIGHT_PX} onRetry={retry}>
      {(answer) => (
        <>
          {children(answer)}
          <p className="embed-foot">{accounts}</p>
        </>
      )}
    </Answered>
  );
}
