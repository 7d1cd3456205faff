import { useMemo } from 'react';
import { useAsk } from '../../parts/ask-context';
import type { Scope } from '../../parts/page-scope';
import { useAnswer } from '../../parts/use-answer';
import { Activation } from './activation';
import { Funnel } from './funnel';
import type { EngagementQuery } from './query';
import { SeatUse } from './seat-use';
import { Uptake } from './uptake';
import { type Head, WithHead } from './with-head';

type SectionProps = {
  readonly query: EngagementQuery;
  readonly scope: Scope;
  readonly onHead: (head: Head) => void;
  readonly onChange?: (next: Partial<EngagementQuery>) => void;
};

const nothing = (): void => undefined;

export function FunnelSection({ query, scope, onHead, onChange = nothing }: SectionProps) {
  const { unit, rangeDays, filter } = query;
  const { limitDays, limitOf } = query.journey;
  // The steps are read from the address each time; as a text they are the same as long as they say the same.
  const steps = JSON.stringify(query.journey.steps);
  const input = useMemo(
    () => ({ unit, rangeDays, limitDays, limitOf, filter, steps: JSON.parse(steps) as string[] }),
    [unit, rangeDays, limitDays, limitOf, filter, steps],
  );
  const { loaded, retry } = useAnswer(useAsk(), 'funnel', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Funnel answer={answer} query={query} scope={scope} onChange={onChange} />}
    </WithHead>
  );
}

export function ActivationSection({ query, onHead }: SectionProps) {
  const { filter } = query;
  const { earlyDays, keptFrom } = query.journey;
  const input = useMemo(() => ({ earlyDays, keptFrom, filter }), [earlyDays, keptFrom, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'activation', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Activation answer={answer} query={query} />}
    </WithHead>
  );
}

export function SeatsSection({ query, scope, onHead }: SectionProps) {
  const { filter } = query;
  const input = useMemo(() => ({ filter }), [filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'seatUse', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <SeatUse answer={answer} filter={filter} scope={scope} />}
    </WithHead>
  );
}

export function UptakeSection({ query, onHead }: SectionProps) {
  const { filter } = query;
  const input = useMemo(() => ({ filter }), [filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'uptake', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Uptake answer={answer} query={query} />}
    </WithHead>
  );
}
