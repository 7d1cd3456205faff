import { useEffect, useId, useRef } from 'react';
import type { FunnelAnswer } from '../../../../src/contract/funnel';
import { MAX_FUNNEL_STEPS } from '../../../../src/contract/funnel';
import { moved } from './funnel-figures';

type FunnelBuilderProps = {
  readonly events: FunnelAnswer['events'];
  readonly steps: readonly string[];
  readonly onChange: (steps: readonly string[]) => void;
};

/** The events of a funnel in their order: choose, move, remove. Whatever was moved keeps the focus. */
export function FunnelBuilder({ events, steps, onChange }: FunnelBuilderProps) {
  const id = useId();
  const toFocus = useRef<string | null>(null);
  useEffect(() => {
    if (toFocus.current === null) return;
    const button = document.getElementById(toFocus.current);
    toFocus.current = null;
    button?.focus();
  });
  const move = (from: number, by: -1 | 1): void => {
    const to = from + by;
    const isLastPlace = by === -1 ? to === 0 : to === steps.length - 1;
    // A button that has nowhere to go on is disabled and could not hold the focus.
    toFocus.current = `${id}-${(by === -1) === isLastPlace ? 'down' : 'up'}-${String(to)}`;
    onChange(moved(steps, from, by));
  };
  return (
    <section className="card funnel-builder" aria-label="Steps of the funnel">
      <ol>
        {steps.map((step, index) => (
          <li key={step}>
            <EventSelect
              label={`Step ${String(index + 1)}`}
              events={events}
              taken={steps}
              value={step}
              onChange={(event) => {
                onChange(steps.map((each, place) => (place === index ? event : each)));
              }}
            />
            <button
              id={`${id}-up-${String(index)}`}
              type="button"
              className="step-button"
              disabled={index === 0}
              aria-label={`Move “${step}” up`}
              onClick={() => {
                move(index, -1);
              }}
            >
              ↑
            </button>
            <button
              id={`${id}-down-${String(index)}`}
              type="button"
              className="step-button"
              disabled={index === steps.length - 1}
              aria-label={`Move “${step}” down`}
              onClick={() => {
                move(index, 1);
              }}
            >
              ↓
            </button>
            <button
              type="button"
              className="step-button"
              aria-label={`Remove “${step}”`}
              onClick={() => {
                toFocus.current = `${id}-add`;
                onChange(steps.filter((_, place) => place !== index));
              }}
            >
              ✕
            </button>
          </li>
        ))}
        {steps.length < MAX_FUNNEL_STEPS && events.some(({ event }) => !steps.includes(event)) ? (
          <li>
            <EventSelect
              id={`${id}-add`}
              label={`Step ${String(steps.length + 1)}`}
              events={events}
              taken={steps}
              value={null}
              onChange={(event) => {
                toFocus.current = `${id}-add`;
                onChange([...steps, event]);
              }}
            />
          </li>
        ) : null}
      </ol>
    </section>
  );
}

type EventSelectProps = {
  readonly id?: string;
  readonly label: string;
  readonly events: FunnelAnswer['events'];
  readonly taken: readonly string[];
  readonly value: string | null;
  readonly onChange: (event: string) => void;
};

function EventSelect({ id, label, events, taken, value, onChange }: EventSelectProps) {
  const own = useId();
  const free = events.filter(({ event }) => event === value || !taken.includes(event));
  const isUnknown = value !== null && !events.some(({ event }) => event === value);
  const options = (isFeature: boolean) =>
    free
      .filter((each) => each.isFeature === isFeature)
      .map(({ event }) => (
        <option key={event} value={event}>
          {event}
        </option>
      ));
  return (
    <span className="select-field">
      <label htmlFor={id ?? own} className="unseen">
        {label}
      </label>
      <select
        id={id ?? own}
        value={value ?? ''}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {value === null ? (
          <option value="" disabled>
            Add a step…
          </option>
        ) : null}
        {isUnknown ? <option value={value}>{value}</option> : null}
        <optgroup label="Features">{options(true)}</optgroup>
        <optgroup label="Other events">{options(false)}</optgroup>
      </select>
    </span>
  );
}
