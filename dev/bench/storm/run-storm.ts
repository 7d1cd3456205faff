import { randomFrom } from '../../simulator/random';
import type { OpenPage } from '../working-day/replay';
import { createAgenda, type Agenda } from './agenda';
import { openStage, WRITE_KEY, type Candidate, type Stage } from './stage';
import { junkOf, STARTS_AT, usersFor, visitsOf, type Deed, type Visit } from './traffic';
import { faultOf, weatherNow, weatherOf, type Weather } from './weather';

const HOUR_MS = 3_600_000;
/** A call takes up to so long from the page to its app. */
const MAX_LATENCY_MS = 900;
const EVENTS_A_JUNK_CALL = 100;
const CALM_HOURS = 24;

export type StormOptions = {
  readonly seed: string;
  readonly events: number;
  readonly candidate: Candidate;
  readonly openPage: OpenPage;
  /** Asked after each hour of calm; true ends it. */
  readonly isSettled: (stage: Stage) => Promise<boolean>;
  /** Some apps have an admin's "try again". */
  readonly tryAgain: (stage: Stage) => Promise<void>;
};

/** What happened, for whoever judges it. */
export type Storm = {
  readonly deeds: readonly Deed[];
  readonly weather: Weather;
  /** When an app answered the call that carried an event, by its serial. */
  readonly answeredAt: ReadonlyMap<number, number>;
  /** How often junk was to be refused for which reason. */
  readonly junk: Readonly<Record<string, number>>;
  readonly calmHours: number;
  readonly stage: Stage;
};

/** Sends one app through a storm and the calm after it, then lets it be judged; the stage is gone afterwards. */
export async function runStorm<T>(options: StormOptions, judge: (storm: Storm) => Promise<T>): Promise<T> {
  const { seed, events, candidate } = options;
  const stage = await openStage(candidate, STARTS_AT - HOUR_MS, usersFor(events));
  try {
    await stage.host.advance(HOUR_MS);
    const visits = visitsOf(seed, events);
    const weather = weatherOf(seed, visits);
    const answeredAt = new Map<number, number>();
    const junk: Record<string, number> = {};
    const agenda = createAgenda(STARTS_AT);
    enterWeather(agenda, stage, weather, options);
    for (const [index, visit] of visits.entries()) enterVisit(agenda, stage, visit, { ...options, index, answeredAt });
    enterJunk(agenda, stage, visits, seed, junk);
    await agenda.live();
    return await judge({
      deeds: visits.flatMap(({ deeds }) => deeds),
      weather,
      answeredAt,
      junk,
      calmHours: await calm(stage, options),
      stage,
    });
  } finally {
    await stage.stop();
  }
}

/** The host follows the agenda's time; what is due on the way happens in order. */
async function catchUp({ host }: Stage, agenda: Agenda): Promise<void> {
  await host.advance(Math.max(0, agenda.now() - host.now()));
}

function enterWeather(agenda: Agenda, stage: Stage, weather: Weather, { seed, candidate, tryAgain }: StormOptions): void {
  const { host, sink } = stage;
  const random = randomFrom(seed, 'bolts');
  const at = (instant: number, run: () => void | Promise<void>): void => {
    agenda.at(instant, async () => {
      await catchUp(stage, agenda);
      await run();
    });
  };
  sink.faults.weather(weatherNow(seed, weather, host.now));
  for (const bolt of weather.bolts) at(bolt.at, () => sink.faults.inject(faultOf(bolt.kind, random)));
  for (const death of weather.deaths) {
    // While nothing may leave, a death at a request would only blur what was refused.
    if (death.at > weather.egressOff.from - 60_000 && death.at < weather.tryAgainAt) continue;
    at(death.at, () => host.killAfter({ ...candidate.dies[death.who], when: death.when }));
  }
  at(weather.egressOff.from, () => stage.setEgress(false));
  at(weather.egressOff.to, () => stage.setEgress(true));
  at(weather.tryAgainAt, () => tryAgain(stage));
  at(weather.keyRevoked.from, () => sink.revokeKey(WRITE_KEY, weather.keyRevoked.answer));
  at(weather.keyRevoked.to, () => sink.restoreKey(WRITE_KEY));
  for (const { from, to } of weather.duplicated) {
    at(from, () => host.queueFaults({ duplicate: true }));
    at(to, () => host.queueFaults({ duplicate: false }));
  }
  for (const { from, to } of weather.reordered) {
    at(from, () => host.queueFaults({ reorder: true }));
    at(to, () => host.queueFaults({ reorder: false }));
  }
  for (const { at: instant, count } of weather.lostRuns) at(instant, () => host.queueFaults({ failNext: count }));
}

type VisitOptions = StormOptions & { readonly index: number; readonly answeredAt: Map<number, number> };

function enterVisit(agenda: Agenda, stage: Stage, visit: Visit, { seed, index, openPage, answeredAt }: VisitOptions): void {
  const first = visit.deeds[0];
  if (first === undefined) return;
  const latency = randomFrom(seed, 'latency', index);
  const invoke = (functionKey: string, payload: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      agenda.at(agenda.now() + latency.int(1, MAX_LATENCY_MS), async () => {
        await catchUp(stage, agenda);
        try {
          const answer = await stage.invoke(visit.accountId, functionKey, payload);
          for (const serial of serialsIn(payload)) answeredAt.set(serial, stage.host.now());
          resolve(answer);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        await stage.host.drainQueues();
      });
    });
  agenda.at(first.at, () => {
    const page = openPage({
      now: () => agenda.now() + visit.skewMs,
      schedule: (callback, delayMs) => agenda.at(agenda.now() + delayMs, callback),
      invoke,
    });
    for (const { at, captured } of visit.deeds) agenda.at(at, () => page.capture(captured));
    agenda.at(visit.leftAt, page.leave);
  });
}

type Sent = { readonly properties?: { readonly items?: unknown } | null };

/** Of a batch, or of a call with one event. */
function serialsIn(payload: object): number[] {
  const { events } = payload as { readonly events?: readonly Sent[] };
  return (events ?? [payload as Sent]).flatMap(({ properties }) => (typeof properties?.items === 'number' ? [properties.items] : []));
}

function enterJunk(agenda: Agenda, stage: Stage, visits: readonly Visit[], seed: string, counts: Record<string, number>): void {
  const events = visits.reduce((sum, { deeds }) => sum + deeds.length, 0);
  for (let index = 0; index < Math.max(6, events / EVENTS_A_JUNK_CALL); index += 1) {
    const { payload, reasons } = junkOf(seed, index);
    const visit = visits[index % visits.length];
    const at = visit?.deeds[0]?.at;
    if (visit === undefined || at === undefined) continue;
    agenda.at(at + index, async () => {
      await catchUp(stage, agenda);
      await stage.invoke(visit.accountId, 'track', payload).catch(() => undefined);
      for (const [reason, times] of Object.entries(reasons)) counts[reason] = (counts[reason] ?? 0) + times;
    });
  }
}

/** Fair weather until everything has settled, at most a day. Answers with the hours that it took. */
async function calm(stage: Stage, { isSettled }: StormOptions): Promise<number> {
  const { host, sink } = stage;
  sink.faults.clear();
  host.queueFaults({ duplicate: false, reorder: false, failNext: 0 });
  for (let hours = 1; hours <= CALM_HOURS; hours += 1) {
    await host.advance(HOUR_MS);
    if (await isSettled(stage)) return hours;
  }
  return CALM_HOURS;
}
