import type { EventRow } from '../contract/profiles';
import type { SqlPort } from '../platform/ports';
import { noteComputed } from '../store/computed-properties';
import type { EventDetail } from '../store/event-catalogue';
import { setReady } from '../store/segment-members';
import { segmentSources } from '../store/segment-sources';
import { describeEvent } from './catalogue';
import { asksForActivity } from './computed/definition';
import { writeStored } from './computed/stored';
import { planOf, storedKey } from './segments/plan-in-store';
import { unitsCounting } from './segments/plan-needs';

/** `walk`: has somebody ask and compute anew, soon. */
type Ports = { readonly sql: SqlPort; readonly walk: () => Promise<void> };

/**
 * Saves what an event means; null where there is no such event. Where it begins or ceases to count as activity, everybody is asked and computed
 * anew about what asks for any activity.
 */
export async function saveEvent({ sql: sqlPort, walk }: Ports, detail: EventDetail): Promise<EventRow | null> {
  const known = (await segmentSources(sqlPort)).events.find(({ eventId }) => eventId === detail.eventId);
  if (known === undefined || known.isActivity === detail.activity) return await describeEvent(sqlPort, detail);
  // Before, too: whoever is cut in between leaves nothing that passes for an answer.
  await forgetAnswers(sqlPort, known.name);
  const saved = await describeEvent(sqlPort, detail);
  await forgetAnswers(sqlPort, known.name);
  await walk();
  return saved;
}

/** What the event counts for only because it is activity has to be asked of everybody again. */
async function forgetAnswers(sqlPort: SqlPort, event: string): Promise<void> {
  const sources = await segmentSources(sqlPort);
  const planned = (isActivity: boolean) =>
    planOf({ ...sources, events: sources.events.map((each) => (each.name === event ? { ...each, isActivity } : each)) });
  const [counted, left] = [planned(true), planned(false)];
  const anyway = new Set(unitsCounting(left.plan, event));
  for (const key of unitsCounting(counted.plan, event).filter((each) => !anyway.has(each))) await setReady(sqlPort, storedKey(key), 0);
  for (const each of counted.computed) {
    const { stored, text } = each;
    if (!stored.leaving && asksForActivity(each.definition))
      await noteComputed(sqlPort, each, text, writeStored({ ...stored, version: stored.version + 1 }));
  }
}
