import { writtenDay } from '../../contract/written';
import { dayFromNumber } from '../../platform/days';
import { askedOfEvents, unitsNeeded } from './plan-needs';
import type { StoredPlan } from './plan-in-store';

/** What limits the answers of a segment that asks for properties of events, in words; none for one that does not, or cannot be evaluated. */
export function eventRemarks({ plan, sources }: StoredPlan, segmentId: number): string[] {
  const unit = plan.unitOf.get(String(segmentId));
  if (unit === undefined) return [];
  const needed = unitsNeeded(plan);
  const behind = new Set([unit]);
  for (const each of behind) for (const need of needed[each] ?? []) behind.add(need.unit);
  const units = plan.units.filter((_, index) => behind.has(index));
  return askedOfEvents({ units }).map(({ event, key }) => {
    const name = `“${key}” of “${event}”`;
    const kept = sources.events.find((each) => each.name === event)?.kept.find((each) => each.key === key);
    if (kept === undefined) return `${name} begins to be kept now.`;
    const since = `${name} is kept since ${writtenDay(dayFromNumber(kept.sinceDay))}: of whom only what was done before decides, nobody can say whether they belong.`;
    if (kept.crowdedDay === null) return since;
    return `${since} It has so many different values that not all are told apart, the last time on ${writtenDay(dayFromNumber(kept.crowdedDay))}.`;
  });
}
