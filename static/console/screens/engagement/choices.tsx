import type { EngagementGrain } from '../../../../src/contract/engagement';
import { Choice } from '../../parts/choice';
import { DayRangePicker } from '../../parts/day-range-picker';
import type { Scope } from '../../parts/page-scope';
import { RangePicker } from '../../parts/range-picker';
import { UnitChoice } from '../../parts/unit-choice';
import type { Days, EngagementQuery, Of, When } from './query';

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
      {query.section === 'adoption' ? (
        <RangePicker
          value={query.rangeDays}
          onChange={(rangeDays) => {
            onChange({ rangeDays });
          }}
        />
      ) : (
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
      {query.section !== 'adoption' && lastDay !== null ? (
        <DayRangePicker
          value={query.range}
          usual={USUAL_SPAN[query.grain]}
          lastDay={lastDay}
          isAlone={query.section !== 'lifecycle'}
          onChange={(range) => {
            onChange({ range });
          }}
        />
      ) : null}
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
