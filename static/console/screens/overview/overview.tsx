import { useMemo } from 'react';
import type { Overview as OverviewAnswer } from '../../../../src/contract/console';
import { useAsk } from '../../parts/ask-context';
import { day } from '../../parts/format';
import { RangePicker } from '../../parts/range-picker';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Actives } from './actives';
import { Adoption } from './adoption';
import { NoEvents } from './no-events';
import { PayingUsing } from './paying-using';
import { type OverviewQuery, readQuery, writeQuery } from './query';
import { SyncLine } from './sync-line';
import { Tiles } from './tiles';

export function Overview() {
  const ask = useAsk();
  const place = usePlace();
  const replaceParams = useReplaceParams('overview');
  const query = readQuery(place.params);
  const { rangeDays } = query;
  const { loaded: overview, retry } = useAnswer(
    ask,
    'overview',
    useMemo(() => ({ rangeDays }), [rangeDays]),
  );

  switch (overview.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Overview" />;
    case 'refused':
      return <RefusedScreen title="Overview" refusal={overview.refusal} onRetry={retry} />;
    case 'ready': {
      const answer = overview.value;
      const asOfDay = answer.asOfDay;
      return (
        <div className={overview.refreshing ? 'refreshing' : undefined} aria-busy={overview.refreshing}>
          <div className="page-head">
            <div>
              <h1>{answer.scope === 'vendor' ? 'Overview' : 'Usage on this site'}</h1>
              <p className="page-sub">
                {answer.scope === 'vendor' ? 'All sites' : 'This site only'}, up to {day(asOfDay)} (UTC).
                {hasEarlier(answer) ? ` Changes compare with ${day(answer.comparedDay)}, the same weekday.` : ''}
              </p>
            </div>
            {hasEvents(answer) ? (
              <RangePicker
                value={query.rangeDays}
                onChange={(next) => {
                  replaceParams(writeQuery({ rangeDays: next }));
                }}
              />
            ) : null}
          </div>
          <div className="stack">
            <Usage answer={answer} query={query} />
            {answer.sync === null ? null : <SyncLine sync={answer.sync} today={answer.generatedAt.slice(0, 10)} />}
          </div>
        </div>
      );
    }
  }
}

/** The last day shown is today: its figures still grow. */
const isRunning = (answer: OverviewAnswer): boolean => answer.generatedAt.slice(0, 10) === answer.asOfDay;

const hasEarlier = (answer: OverviewAnswer): boolean => Object.values(answer.tiles).some((tile) => tile.previous !== null);

const hasEvents = (answer: OverviewAnswer): boolean =>
  answer.adoption.length > 0 || answer.tiles.mau.value > 0 || answer.series.some((point) => point.events > 0 || point.mau > 0);

function Usage({ answer, query }: { answer: OverviewAnswer; query: OverviewQuery }) {
  const { asOfDay } = answer;
  const matrix = answer.payingUsing === null ? null : <PayingUsing figures={answer.payingUsing} asOfDay={asOfDay} />;
  if (!hasEvents(answer)) {
    return (
      <>
        <NoEvents scope={answer.scope} />
        {matrix}
      </>
    );
  }
  return (
    <>
      <Tiles tiles={answer.tiles} scope={answer.scope} isRunning={isRunning(answer)} />
      <Actives series={answer.series} scope={answer.scope} asOfDay={asOfDay} isRunning={isRunning(answer)} />
      <div className={matrix === null ? undefined : 'pair'}>
        {matrix}
        <Adoption adoption={answer.adoption} scope={answer.scope} rangeDays={query.rangeDays} asOfDay={asOfDay} />
      </div>
    </>
  );
}
