import type { FunnelAnswer, FunnelRequest } from '../contract/funnel';
import { entryOf, funnelSteps, newFunnelTally, tallyAccount, tallyUsers } from '../engagement/funnel-tally';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { eachEventDay, knownEvents } from '../store/queries/event-days';
import { accountsToPack } from '../store/stale-blocks';

type FunnelPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

/** How far units get through a row of events. Reads packed days by account, whatever the number of uses. */
export async function funnelAnswer(ports: FunnelPorts, request: FunnelRequest): Promise<FunnelAnswer> {
  const today = dayNumberOf(ports.clock());
  const events = await knownEvents(ports.sql);
  const idOf = new Map(events.map(({ event, eventId }) => [event, eventId]));
  const counted = request.steps.length < 2 ? [] : await countedSteps(ports.sql, request, idOf, today);
  return {
    asOfDay: dayFromNumber(today),
    waiting: await accountsToPack(ports.sql),
    events: events.map(({ event, isFeature }) => ({ event, isFeature })),
    steps: counted.map((step, index) => {
      const event = request.steps[index] ?? '';
      return { event, isKnown: idOf.has(event), ...step };
    }),
  };
}

async function countedSteps(
  sqlPort: SqlPort,
  { steps, limitDays, limitOf, unit, rangeDays, filter }: FunnelRequest,
  idOf: ReadonlyMap<string, number>,
  today: number,
) {
  const [fromDay, toDay] = [today + 1 - rangeDays, today + 1];
  const entries = new Map<number, number[]>();
  const stepsOf = new Map<number, number[]>();
  for (const [step, event] of steps.entries()) {
    const eventId = idOf.get(event);
    if (eventId !== undefined) stepsOf.set(eventId, [...(stepsOf.get(eventId) ?? []), step]);
  }
  await eachEventDay(sqlPort, { eventIds: [...stepsOf.keys()], fromDay, toDay, filter }, (eventId, accountId, userId, day) => {
    const own = entries.get(accountId) ?? [];
    if (own.length === 0) entries.set(accountId, own);
    for (const step of stepsOf.get(eventId) ?? []) own.push(entryOf(unit === 'user' ? userId : 0, day, step));
  });
  const limit = limitOf === 'step' ? { perStepDays: limitDays } : { totalDays: limitDays };
  const tally = newFunnelTally({ steps: steps.length, limit, fromDay, toDay });
  const add = unit === 'user' ? tallyUsers : tallyAccount;
  for (const own of entries.values()) add(tally, Float64Array.from(own).sort());
  return funnelSteps(tally);
}
