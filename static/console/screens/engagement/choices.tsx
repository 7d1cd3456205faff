import type { EngagementGrain } from '../../../../src/contract/engagement';
import { Choice } from '../../parts/choice';
import { DayRangePicker } from '../../parts/day-range-picker';
import type { Scope } from '../../parts/page-scope';
import { UnitChoice } from '../../parts/unit-choice';
import type { Days, EngagementQuery, Of, Section, When } from './query';

const DAYS = { value: 'day', label: 'Days' } as const;
const LONGER = [
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
] as const;
const WHEN = [
  { value: 'on', label: 'On' },
  { value: 'onOrAfter', label: 'On or after' },
] as const;
const OF = [
  { value: 'start', label: 'Of the first' },
  { value: 'previous', label: 'Of the one before' },
] as const;
const COUNTED = [
  { value: 'exact', label: 'Exactly' },
  { value: 'atLeast', label: 'At least' },
] as const;

/** What is shown where no range is chosen. */
const USUAL_SPAN = { day: 'Latest 31 days', week: 'Latest 14 weeks', month: 'Latest 13 months' } as const;
const USUAL_DAYS = 'Last 30 days';
/** Sections that can stand beside the period before. */
const COMPARED: readonly Section[] = ['adoption', 'lifecycle'];

type ChoicesProps = {
  readonly query: EngagementQuery;
  readonly scope: Scope;
  /** The last day of which there are figures; null while it is not known. */
  readonly lastDay: string | null;
  readonly onChange: (next: Partial<EngagementQuery>) => void;
};

/** What the section counts, by what, and over how long. They stay in place while an answer is on its way. */
export function Choices({ query, scope, lastDay, onChange }: ChoicesProps) {
  return (
    <div className="engagement-choices">
      {query.section === 'adoption' ? null : (
        <>
          {scope === 'site' ? null : (
            <UnitChoice
              value={query.unit}
              onChange={(unit) => {
                onChange({ unit });
              }}
            />
          )}
          <Choice<EngagementGrain>
            label="Periods"
            options={query.section === 'stickiness' ? LONGER : [DAYS, ...LONGER]}
            value={query.grain}
            onChange={(grain) => {
              onChange({ grain });
            }}
          />
        </>
      )}
      {lastDay === null ? null : (
        <DayRangePicker
          value={query.range}
          usual={query.section === 'adoption' ? USUAL_DAYS : USUAL_SPAN[query.grain]}
          lastDay={lastDay}
          isAlone={!COMPARED.includes(query.section)}
          onChange={(range) => {
            onChange({ range });
          }}
        />
      )}
      {query.section === 'retention' ? (
        <>
          <Choice<When>
            label="Counted as retained"
            options={WHEN}
            value={query.when}
            onChange={(when) => {
              onChange({ when });
            }}
          />
          <Choice<Of>
            label="Share of which period"
            options={OF}
            value={query.of}
            onChange={(of) => {
              onChange({ of });
            }}
          />
        </>
      ) : null}
      {query.section === 'stickiness' ? (
        <Choice<Days>
          label="Number of active days"
          options={COUNTED}
          value={query.days}
          onChange={(days) => {
            onChange({ days });
          }}
        />
      ) : null}
    </div>
  );
}
