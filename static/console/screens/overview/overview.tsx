import { memo, useMemo, useState } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview as OverviewAnswer, RangeDays, Tile } from '../../../../src/contract/overview';
import { isFiltering, useAccountFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { useBeside } from '../../parts/beside';
import { day } from '../../parts/format';
import { RangePicker } from '../../parts/range-picker';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton, Skeleton } from '../../parts/skeleton';
import { useAfterPaint } from '../../parts/use-after-paint';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Adoption } from './adoption';
import { Beside } from './beside';
import { NoUse } from './no-use';
import { PayingUsing } from './paying-using';
import { readQuery, writeQuery } from './query';
import { StandingBeside } from './segments-beside';
import { SyncLine } from './sync-line';
import { TargetDialog } from './target-dialog';
import { Tiles } from './tiles';
import { TimeCharts } from './time-charts';
import { Week } from './week';

export function Overview() {
  const ask = useAsk();
  const place = usePlace();
  const replaceParams = useReplaceParams('overview');
  const { rangeDays } = readQuery(place.params);
  const filter = useAccountFilter(place.params);
  const [aimed, setAimed] = useState<Tile | null>(null);
  const { loaded: overview, retry } = useAnswer(
    ask,
    'overview',
    useMemo(() => ({ rangeDays, filter }), [rangeDays, filter]),
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
                {whose(answer, isFiltering(filter))}, up to {day(asOfDay)} (UTC).
                {hasEarlier(answer) ? ` Changes compare with ${day(answer.comparedDay)}, the same weekday.` : ''}
              </p>
            </div>
            {hasEvents(answer) ? (
              <RangePicker
                value={rangeDays}
                onChange={(next) => {
                  replaceParams(writeQuery(place.params, { rangeDays: next }));
                }}
              />
            ) : null}
          </div>
          <div className="stack long-page">
            <Usage answer={answer} rangeDays={rangeDays} filter={filter} onTarget={setAimed} />
            {answer.sync === null ? null : <SyncLine sync={answer.sync} today={asOfDay} />}
          </div>
          {aimed === null ? null : (
            <TargetDialog
              key={aimed.name}
              tile={aimed}
              asOfDay={asOfDay}
              onClose={() => {
                setAimed(null);
              }}
              onDone={() => {
                setAimed(null);
                retry();
              }}
            />
          )}
        </div>
      );
    }
  }
}

const hasEarlier = (answer: OverviewAnswer): boolean => answer.tiles.some((tile) => tile.previous !== null);

const hasEvents = (answer: OverviewAnswer): boolean =>
  answer.adoption.length > 0 || answer.series.some((point) => point.events > 0 || point.mau > 0);

const whose = ({ scope }: OverviewAnswer, isFiltered: boolean): string => {
  if (scope === 'site') return 'This site only';
  return isFiltered ? 'The accounts chosen above' : 'All sites';
};

type UsageProps = { answer: OverviewAnswer; rangeDays: RangeDays; filter: AccountFilter; onTarget: (tile: Tile) => void };

/** Drawn again only when an answer says something else than the one before. */
const Usage = memo(function Usage({ answer, rangeDays, filter, onTarget }: UsageProps) {
  const { asOfDay, scope, mrrCents, week, payingUsing } = answer;
  const isPainted = useAfterPaint();
  const ids = useBeside(usePlace().params);
  const isUsed = hasEvents(answer);
  const matrix = payingUsing === null ? null : <PayingUsing figures={payingUsing} asOfDay={asOfDay} filter={filter} />;
  const adoption = isUsed ? <Adoption answer={answer} rangeDays={rangeDays} filter={filter} /> : null;
  const isPaid = mrrCents?.some((cents) => cents !== 0) ?? false;
  return (
    <>
      {isUsed ? null : <NoUse answer={answer} isFiltered={isFiltering(filter)} />}
      {isUsed || isPaid ? (
        <>
          <Tiles tiles={answer.tiles} scope={scope} {...(answer.canSetTargets ? { onTarget } : {})} />
          {isPainted ? (
            <>
              <TimeCharts answer={answer} rangeDays={rangeDays} filter={filter} isUsed={isUsed} />
              {week === null ? null : <Week week={week} />}
            </>
          ) : (
            <Skeleton height={400} />
          )}
        </>
      ) : null}
      {isPainted ? <Beside name="pair" parts={[matrix, adoption]} /> : null}
      {isPainted && scope === 'vendor' && ids.length > 0 ? <StandingBeside rangeDays={rangeDays} filter={filter} ids={ids} /> : null}
    </>
  );
});
