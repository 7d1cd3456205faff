import { useMemo } from 'react';
import type { AccountFilter } from '../../../src/contract/account-filter';
import type { ConsoleCall } from '../../../src/contract/console';
import { Answered } from './answered';
import type { AskInput, AskOutput } from './ask';
import { SegmentCard } from './segment-card';
import type { SegmentChart } from './segment-chart';
import { type OfSegment, useSegmentAnswers } from './use-segment-answers';

type SegmentChartsProps<C extends ConsoleCall> = {
  readonly call: C;
  readonly inputOf: (filter: AccountFilter) => AskInput<C>;
  readonly filter: AccountFilter;
  readonly ids: readonly string[];
  /** Keep it stable. */
  readonly chartsOf: (answers: readonly AskOutput<C>[]) => readonly SegmentChart<AskOutput<C>>[];
};

/** Charts of some segments side by side, from the same question asked of each. Answers to one question are none to another. */
export function SegmentCharts<C extends ConsoleCall>(props: SegmentChartsProps<C>) {
  return <Asked key={props.call} {...props} />;
}

function Asked<C extends ConsoleCall>({ call, inputOf, filter, ids, chartsOf }: SegmentChartsProps<C>) {
  const { loaded, retry } = useSegmentAnswers(call, inputOf, filter, ids);
  return (
    <Answered loaded={loaded} height={420} onRetry={retry}>
      {(answers) => <Cards answers={answers} chartsOf={chartsOf} />}
    </Answered>
  );
}

type CardsProps<Answer> = {
  readonly answers: readonly OfSegment<Answer>[];
  readonly chartsOf: (answers: readonly Answer[]) => readonly SegmentChart<Answer>[];
};

function Cards<Answer>({ answers, chartsOf }: CardsProps<Answer>) {
  const charts = useMemo(() => chartsOf(answers.map(({ value }) => value)), [answers, chartsOf]);
  return (
    <>
      {charts.map((chart) => (
        <SegmentCard key={chart.title} answers={answers} chart={chart} />
      ))}
    </>
  );
}
