import { useBuilding } from '../../segments/builder/builder-context';
import { Choose, NumberField, type Option } from '../../segments/builder/fields';
import { useEventOptions, useEventProperties } from '../../segments/builder/use-options';
import { WindowField } from '../../segments/builder/window-field';
import { EVENT_WINDOWS } from '../../segments/builder/windows';
import { AGGREGATES, measuresOf } from './definitions';
import type { FieldsProps } from './fields-props';

/** Segments build on computed properties, so nothing is counted since one of them. */
const WINDOWS = EVENT_WINDOWS.filter((type) => type !== 'sinceSegment');

function WithinField({ kind, definition, onChange }: FieldsProps<'events' | 'eventProperty'>) {
  return (
    <WindowField
      kind={kind}
      path="within"
      window={definition.within}
      types={WINDOWS}
      onChange={(within) => {
        onChange({ ...definition, within: within as typeof definition.within });
      }}
    />
  );
}

export function EventsFields({ kind, definition, onChange }: FieldsProps<'events'>) {
  return (
    <div className="computed-fields">
      <Choose
        label="Measure"
        options={measuresOf(kind)}
        value={definition.measure}
        onChange={(measure) => {
          onChange({ ...definition, measure });
        }}
      />
      <EventsField
        events={definition.events}
        onChange={(events) => {
          onChange({ ...definition, events });
        }}
      />
      <WithinField kind={kind} definition={definition} onChange={onChange} />
    </div>
  );
}

export function MovementFields({ definition, onChange }: FieldsProps<'change' | 'trend' | 'streak'>) {
  return (
    <div className="computed-fields">
      <EventsField
        events={definition.events}
        onChange={(events) => {
          onChange({ ...definition, events });
        }}
      />
      {definition.type !== 'streak' && definition.within.type === 'lastDays' ? (
        <>
          <span className="condition-word">in the last</span>
          <NumberField
            label="Number of days"
            value={definition.within.days}
            onChange={(days) => {
              onChange({ ...definition, within: { type: 'lastDays', days } });
            }}
          />
          <span className="condition-word">{definition.type === 'change' ? 'days, against as many before' : 'days'}</span>
        </>
      ) : null}
    </div>
  );
}

const ANY = '\n';

/** Anything that counts as activity, or one event; of several each can be taken out. */
function EventsField({ events, onChange }: { events: readonly string[] | null; onChange: (events: string[] | null) => void }) {
  const options: Option<string>[] = [{ value: ANY, label: 'anything that counts as activity' }, ...useEventOptions(false)];
  const chosen = events ?? [ANY];
  const set = (at: number, value: string | null): void => {
    const next = chosen.flatMap((event, index) => (index === at ? (value === null ? [] : [value]) : [event]));
    onChange(next.length === 0 || next.includes(ANY) ? null : [...new Set(next)]);
  };
  return (
    <>
      {chosen.map((event, index) => (
        <Choose
          key={event}
          label={index === 0 ? 'Event' : `Event ${String(index + 1)}`}
          options={index === 0 ? options : [{ value: '', label: 'take this event out' }, ...options.slice(1)]}
          value={event}
          onChange={(value) => {
            set(index, value === '' ? null : value);
          }}
        />
      ))}
      {events === null ? null : (
        <Choose
          label="Another event"
          options={options.slice(1).filter(({ value }) => !events.includes(value))}
          value=""
          placeholder="or…"
          onChange={(value) => {
            onChange([...events, value]);
          }}
        />
      )}
    </>
  );
}

export function EventPropertyFields({ kind, definition, onChange }: FieldsProps<'eventProperty'>) {
  const { known } = useBuilding();
  const events = useEventOptions(false).filter(({ value }) => (known.catalogue.events.get(value)?.properties.size ?? 0) > 0);
  const properties = useEventProperties(definition.event);
  return (
    <div className="computed-fields">
      <Choose
        label="Measure"
        options={AGGREGATES}
        value={definition.measure}
        onChange={(measure) => {
          onChange({ ...definition, measure });
        }}
      />
      <Choose
        label="Event"
        options={events}
        value={definition.event}
        placeholder="No event keeps properties yet"
        onChange={(event) => {
          const [property] = known.catalogue.events.get(event)?.properties.keys() ?? [];
          onChange({ ...definition, event, property: property ?? '' });
        }}
      />
      <Choose
        label="Property of the event"
        options={properties}
        value={definition.property}
        onChange={(property) => {
          onChange({ ...definition, property });
        }}
      />
      <WithinField kind={kind} definition={definition} onChange={onChange} />
    </div>
  );
}
