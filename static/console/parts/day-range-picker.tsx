import { useId } from 'react';
import { RANGE_PRESETS } from '../../../src/engagement/day-range';
import { type ChosenRange, presetWords } from './chosen-range';

const CUSTOM = 'custom';

type DayRangePickerProps = {
  readonly value: ChosenRange;
  /** What is shown when nothing is chosen, in words. */
  readonly usual: string;
  /** The last day that can be chosen, ISO. */
  readonly lastDay: string;
  readonly onChange: (value: ChosenRange) => void;
  /** What the range is of has no period before it to stand beside. */
  readonly isAlone?: boolean;
};

/** Which days, and whether the period before them stands beside them. */
export function DayRangePicker({ value, usual, lastDay, onChange, isAlone = false }: DayRangePickerProps) {
  const id = useId();
  const { days, isCompared } = value;
  const isCustom = days !== null && typeof days !== 'string';
  return (
    <div className="range-picker" role="group" aria-label="Range">
      <span className="select-field">
        <label htmlFor={`${id}-preset`} className="unseen">
          Days
        </label>
        <select
          id={`${id}-preset`}
          value={days === null ? '' : isCustom ? CUSTOM : days}
          className={days === null ? undefined : 'chosen'}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            if (chosen === CUSTOM) onChange({ ...value, days: { from: `${lastDay.slice(0, 8)}01`, to: lastDay } });
            else onChange({ ...value, days: RANGE_PRESETS.find((preset) => preset === chosen) ?? null });
          }}
        >
          <option value="">{usual}</option>
          {RANGE_PRESETS.map((preset) => (
            <option key={preset} value={preset}>
              {presetWords[preset]}
            </option>
          ))}
          <option value={CUSTOM}>From day to day…</option>
        </select>
      </span>
      {isCustom
        ? (['from', 'to'] as const).map((end) => (
            <span key={end} className="day-field">
              <label htmlFor={`${id}-${end}`}>{end === 'from' ? 'From' : 'To'}</label>
              <input
                id={`${id}-${end}`}
                type="date"
                value={days[end]}
                min={end === 'to' ? days.from : undefined}
                max={end === 'from' ? days.to : lastDay}
                onChange={(event) => {
                  const next = { ...days, [end]: event.currentTarget.value };
                  // While a date is typed it is none, or out of order: what was chosen stays.
                  if (event.currentTarget.validity.valid && next[end] !== '') onChange({ ...value, days: next });
                }}
              />
            </span>
          ))
        : null}
      {isAlone ? null : (
        <label className="check">
          <input
            type="checkbox"
            checked={isCompared}
            onChange={(event) => {
              onChange({ ...value, isCompared: event.currentTarget.checked });
            }}
          />
          Compare with the period before
        </label>
      )}
    </div>
  );
}
