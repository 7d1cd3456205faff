import { useMemo } from 'react';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview as OverviewAnswer, RangeDays } from '../../../../src/contract/overview';
import { LAST_DAYS } from '../../../../src/engagement/day-range';
import { useAsk } from '../../parts/ask-context';
import { useBeside } from '../../parts/beside';
import { writeRange } from '../../parts/chosen-range';
import { DayRangePicker } from '../../parts/day-range-picker';
import { RefusalMessage } from '../../parts/refusal-message';
import { useAnswer } from '../../parts/use-answer';
import { useChosenRange } from '../../parts/use-chosen-range';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Actives } from './actives';
import { Beside } from './beside';
import { Mrr } from './mrr';
import { DaysBeside } from './segments-beside';

type TimeChartsProps = {
  readonly answer: OverviewAnswer;
  readonly rangeDays: RangeDays;
  readonly filter: AccountFilter;
  /** Nothing was ever used: only money is shown. */
  readonly isUsed: boolean;
};

/** Actives and MRR day by day: of the overview's days or of days of their own, and the days before them beside. */
export function TimeCharts({ answer, rangeDays, filter, isUsed }: TimeChartsProps) {
  const { params } = usePlace();
  const replaceParams = useReplaceParams('overview');
  const chosen = useChosenRange(params);
  const ids = useBeside(params);
  const { days, isCompared } = chosen;
  const input = useMemo(
    () => (days === null && !isCompared ? null : { range: days ?? LAST_DAYS[rangeDays], compare: isCompared, filter }),
    [days, isCompared, rangeDays, filter],
  );
  const { loaded, retry } = useAnswer(useAsk(), 'overviewDays', input);
  // Until other days are there, the overview's own are.
  const shown = loaded.kind === 'ready' ? loaded.value : { series: answer.series, mrrCents: answer.mrrCents, before: null };
  const lastDay = shown.series.at(-1)?.day ?? answer.asOfDay;
  const isRunning = lastDay === answer.asOfDay;
  const drawn = { series: shown.series, asOfDay: lastDay, isRunning, apps: filter.app, before: shown.before };
  const actives = isUsed ? <Actives {...drawn} scope={answer.scope} /> : null;
  const money = shown.mrrCents === null ? null : <Mrr {...drawn} mrrCents={shown.mrrCents} />;
  const isWaiting = loaded.kind === 'loading' || (loaded.kind === 'ready' && loaded.refreshing);
  return (
    <>
      <DayRangePicker
        value={chosen}
        usual={`Charts of the ${String(rangeDays)} days above`}
        lastDay={answer.asOfDay}
        onChange={(next) => {
          replaceParams(writeRange(params, next));
        }}
      />
      {loaded.kind === 'refused' ? <RefusalMessage refusal={loaded.refusal} onRetry={retry} /> : null}
      <div className={isWaiting ? 'refreshing' : undefined} aria-busy={isWaiting}>
        <Beside name="actives-money" parts={[actives, money]} />
      </div>
      {answer.scope === 'site' || ids.length === 0 ? null : (
        <DaysBeside range={days ?? LAST_DAYS[rangeDays]} filter={filter} ids={ids} isRunning={isRunning} />
      )}
    </>
  );
}
