import type { EventDetails, EventRow } from '../contract/profiles';
import type { SqlPort } from '../platform/ports';
import { noteComputed } from '../store/computed-properties';
import { beginTurn, endTurn, noteRecountOfEvent, turnEvent, unsettledEvents } from '../store/event-switches';
import { setReady } from '../store/segment-members';
import { segmentSources } from '../store/segment-sources';
import { describeEvent } from './catalogue';
import { asksForActivity } from './computed/definition';
import { writeStored } from './computed/stored';
import { planOf, storedKey } from './segments/plan-in-store';
import { unitsCounting } from './segments/plan-needs';

/** `walk`: has accounts counted, and somebody ask and compute anew, soon. */
type Ports = { readonly sql: SqlPort; readonly walk: () => Promise<void> };

/** Saves what an event means, and has it count as it says; null where there is no such event. */
export async function saveEvent({ sql: sqlPort, walk }: Ports, detail: EventDetails): Promise<EventRow | null> {
  const saved = await describeEvent(sqlPort, detail);
  if (await turnEvents(sqlPort)) await walk();
  return saved;
}

/**
 * Has events count as was decided. Accounts are noted to be counted anew, and whatever asks for any activity to be asked of everybody; before
 * the event turns, so that nothing passes for an answer, and after it, for whoever came in between. What a run that was cut left is
 * done by the next. True when something turned.
 */
export async function turnEvents(sqlPort: SqlPort): Promise<boolean> {
  const events = await unsettledEvents(sqlPort);
  for (const event of events) {
    const turn = await beginTurn(sqlPort, event.event_id);
    await forgetAnswers(sqlPort, event.name);
    await noteRecountOfEvent(sqlPort, event);
    await turnEvent(sqlPort, event.event_id);
    await noteRecountOfEvent(sqlPort, event);
    await forgetAnswers(sqlPort, event.name);
    await endTurn(sqlPort, event.event_id, turn);
  }
  return events.length > 0;
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
