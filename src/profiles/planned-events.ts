import { plan } from '../plan';
import type { SqlPort } from '../platform/ports';
import type { TrackingPlan } from '../tracking/define-plan';
import { surrogates } from './surrogates';

const events: TrackingPlan = plan;

/** Has every event of the plan known before anybody did it, so that conditions and the catalogue can name it. */
export async function knowPlannedEvents(sqlPort: SqlPort): Promise<void> {
  const planned = new Map(Object.entries(events).map(([name, { feature }]) => [name, feature]));
  await surrogates(sqlPort, { identities: [], users: [], events: planned });
}

/** What the plan says of an event; null for one that is not in it. */
export const plannedDescription = (event: string): string | null =>
  Object.hasOwn(events, event) ? (events[event]?.description ?? null) : null;
