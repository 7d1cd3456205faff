import { useMemo } from 'react';
import { useAsk } from '../../parts/ask-context';
import type { Scope } from '../../parts/page-scope';
import { useAnswer } from '../../parts/use-answer';
import { Adoption } from './adoption';
import { ActivationSection, FunnelSection, SeatsSection, UptakeSection } from './journey-section';
import { Lifecycle } from './lifecycle';
import type { EngagementQuery } from './query';
import { Retention } from './retention';
import { Stickiness } from './stickiness';
import { useDays } from './use-days';
import { type Head, WithHead } from './with-head';

export type { Head };

type SectionProps = {
  readonly query: EngagementQuery;
  readonly scope: Scope;
  readonly onHead: (head: Head) => void;
  /** Absent where nothing can be chosen, as in print. */
  readonly onChange?: (next: Partial<EngagementQuery>) => void;
};

/** One section of the screen: one question, one answer. */
export function EngagementSection(props: SectionProps) {
  switch (props.query.section) {
    case 'adoption':
      return <AdoptionSection {...props} />;
    case 'uptake':
      return <UptakeSection {...props} />;
    case 'retention':
      return <RetentionSection {...props} />;
    case 'lifecycle':
      return <LifecycleSection {...props} />;
    case 'stickiness':
      return <StickinessSection {...props} />;
    case 'funnel':
      return <FunnelSection {...props} />;
    case 'activation':
      return <ActivationSection {...props} />;
    case 'seats':
      return <SeatsSection {...props} />;
  }
}

function AdoptionSection({ query, scope, onHead }: SectionProps) {
  const { filter } = query;
  const range = useDays(query);
  const compare = query.range.isCompared;
  const input = useMemo(() => ({ range, compare, filter }), [range, compare, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'adoption', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Adoption answer={answer} query={query} scope={scope} />}
    </WithHead>
  );
}

function RetentionSection({ query, scope, onHead }: SectionProps) {
  const { unit, grain, when, of, filter } = query;
  const range = useDays(query);
  const input = useMemo(() => ({ unit, grain, when, of, filter, range }), [unit, grain, when, of, filter, range]);
  const { loaded, retry } = useAnswer(useAsk(), 'retention', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Retention answer={answer} query={query} scope={scope} />}
    </WithHead>
  );
}

function LifecycleSection({ query, scope, onHead }: SectionProps) {
  const { unit, grain, filter } = query;
  const range = useDays(query);
  const compare = query.range.isCompared;
  const input = useMemo(() => ({ unit, grain, filter, range, compare }), [unit, grain, filter, range, compare]);
  const { loaded, retry } = useAnswer(useAsk(), 'lifecycle', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Lifecycle answer={answer} query={query} scope={scope} />}
    </WithHead>
  );
}

function StickinessSection({ query, scope, onHead }: SectionProps) {
  const { unit, filter } = query;
  const grain = query.grain === 'month' ? 'month' : 'week';
  const range = useDays(query);
  const input = useMemo(() => ({ unit, grain, filter, range }) as const, [unit, grain, filter, range]);
  const { loaded, retry } = useAnswer(useAsk(), 'stickiness', input);
  return (
    <WithHead loaded={loaded} onRetry={retry} onHead={onHead}>
      {(answer) => <Stickiness answer={answer} query={query} scope={scope} />}
    </WithHead>
  );
}
