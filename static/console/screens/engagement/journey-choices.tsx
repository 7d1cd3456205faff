import type { EarlyDays, KeptFrom } from '../../../../src/contract/activation';
import type { FunnelLimitOf } from '../../../../src/contract/funnel';
import { Choice } from '../../parts/choice';
import type { Scope } from '../../parts/page-scope';
import { RangePicker } from '../../parts/range-picker';
import { UnitChoice } from '../../parts/unit-choice';
import { LIMIT_DAYS } from './journey-words';
import type { EngagementQuery } from './query';
import { SavedFunnels } from './saved-funnels';

const LIMITS_OF = [
  { value: 'whole', label: 'From the first step' },
  { value: 'step', label: 'From step to step' },
] as const;

const EARLY = [
  { value: 1, label: 'First day' },
  { value: 7, label: 'First week' },
  { value: 14, label: 'First two weeks' },
] as const;
const KEPT = [
  { value: 14, label: 'Active in weeks 3–4' },
  { value: 30, label: 'Active in month 2' },
  { value: 60, label: 'Active in month 3' },
] as const;

type JourneyChoicesProps = {
  readonly query: EngagementQuery;
  readonly scope: Scope;
  readonly onChange: (next: Partial<EngagementQuery>) => void;
};

/** What a section about ways is asked for. They stay in place while an answer is on its way. */
export function JourneyChoices(props: JourneyChoicesProps) {
  if (props.query.section === 'funnel') return <FunnelChoices {...props} />;
  return props.query.section === 'activation' ? <ActivationChoices {...props} /> : null;
}

function ActivationChoices({ query: { journey }, onChange }: JourneyChoicesProps) {
  return (
    <div className="engagement-choices">
      <Choice<EarlyDays>
        label="Done in the"
        options={EARLY}
        value={journey.earlyDays}
        onChange={(earlyDays) => {
          onChange({ journey: { ...journey, earlyDays } });
        }}
      />
      <Choice<KeptFrom>
        label="Retained if"
        options={KEPT}
        value={journey.keptFrom}
        onChange={(keptFrom) => {
          onChange({ journey: { ...journey, keptFrom } });
        }}
      />
    </div>
  );
}

/** What a funnel is asked for beside its steps. */
function FunnelChoices({ query, scope, onChange }: JourneyChoicesProps) {
  const { journey } = query;
  return (
    <div className="engagement-choices">
      <RangePicker
        value={query.rangeDays}
        onChange={(rangeDays) => {
          onChange({ rangeDays });
        }}
      />
      {scope === 'site' ? null : (
        <UnitChoice
          value={query.unit}
          onChange={(unit) => {
            onChange({ unit });
          }}
        />
      )}
      <Choice
        label="Each step within"
        options={LIMIT_DAYS}
        value={journey.limitDays}
        onChange={(limitDays) => {
          onChange({ journey: { ...journey, limitDays } });
        }}
      />
      <Choice<FunnelLimitOf>
        label="The limit counts"
        options={LIMITS_OF}
        value={journey.limitOf}
        onChange={(limitOf) => {
          onChange({ journey: { ...journey, limitOf } });
        }}
      />
      {scope === 'site' ? null : (
        <SavedFunnels
          funnel={journey}
          onOpen={(funnel) => {
            onChange({ journey: { ...journey, ...funnel } });
          }}
        />
      )}
    </div>
  );
}
