import { plan } from '../plan';
import type { PropertyType } from '../segments/value';
import type { PropertyType as PlannedType, TrackingPlan } from '../tracking/define-plan';

/** Properties of an event that conditions can ask about: those of its plan, but for ids, which are too many to count by. */
export function plannedProperties(event: string): ReadonlyMap<string, PropertyType> {
  const events: TrackingPlan = plan;
  const planned = Object.hasOwn(events, event) ? (events[event]?.properties ?? {}) : {};
  return new Map(
    Object.entries(planned).flatMap(([key, type]): [string, PropertyType][] => {
      const asked = TYPES[type.kind];
      return asked === null ? [] : [[key, asked]];
    }),
  );
}

const TYPES: Readonly<Record<PlannedType['kind'], PropertyType | null>> = {
  enum: 'text',
  number: 'number',
  boolean: 'boolean',
  day: 'day',
  id: null,
};
