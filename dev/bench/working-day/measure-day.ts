import type { SinkEvent } from '../../api';
import type { Cost } from '../../meter/meter';
import { replay, type OpenPage } from './replay';
import { openStage, type Candidate } from './stage';
import { workingDay, type DayShape, type Visit } from './working-day';

const DAY_MS = 86_400_000;

export type DayFigures = {
  readonly events: number;
  /** What the day cost beyond what the same day costs with nobody there, and that. Dollars. */
  readonly captureDollars: number;
  readonly idleDollars: number;
  /** The whole day's bill by meter. */
  readonly bill: Cost['meters'];
  readonly invocations: number;
  readonly requests: number;
  /** Longest time from what happened to its arrival at the sink. */
  readonly latestSeconds: number;
  /** What arrived: `event user day`, each as often as it came, sorted. */
  readonly arrived: readonly string[];
};

/**
 * One working day of one app on the local host. The day before yesterday warms the app up; yesterday nobody comes, which
 * tells what the app costs by merely being there.
 */
export async function measureDay(candidate: Candidate, openPage: OpenPage, shape: DayShape): Promise<DayFigures> {
  const stage = await openStage(candidate, shape.day - 2 * DAY_MS, shape.users);
  const { host, sink } = stage;
  const moveTo = (at: number) => host.advance(at - host.now());
  try {
    const warmUp = { ...shape, seed: 'warm-up', day: shape.day - 2 * DAY_MS, users: Math.min(10, shape.users), eventsPerUser: 18 };
    await replay(stage, workingDay(warmUp), openPage);
    await moveTo(shape.day - DAY_MS);

    host.resetCost();
    await moveTo(shape.day);
    const idleDollars = host.cost().dollars;

    host.resetCost();
    const requestsBefore = requestsOf(sink.audit().requests);
    const invocationsBefore = host.counts().total;
    const visits = workingDay(shape);
    await replay(stage, visits, openPage);
    await moveTo(shape.day + DAY_MS);
    const { meters, dollars } = host.cost();
    const deeds = new Set(visits.flatMap(({ steps }) => steps.map(({ event }) => event)));
    const arrivals = sink
      .events()
      .filter(({ at, type, event }) => type === 'track' && event !== null && deeds.has(event) && Date.parse(at) >= shape.day);
    return {
      events: visits.reduce((sum, { steps }) => sum + steps.length, 0),
      captureDollars: dollars - idleDollars,
      idleDollars,
      bill: meters,
      invocations: host.counts().total - invocationsBefore,
      requests: requestsOf(sink.audit().requests) - requestsBefore,
      latestSeconds: latestSeconds(visits, arrivals),
      arrived: arrivals
        .filter(({ userId }) => userId !== null)
        .map(dayKeyOf)
        .sort(),
    };
  } finally {
    await stage.stop();
  }
}

/** What happened, in the words of `arrived`. */
export function happened(shape: DayShape): readonly string[] {
  return workingDay(shape)
    .flatMap(({ accountId, steps }) => steps.map(({ event, at }) => `${event} ${accountId} ${dayOf(at)}`))
    .sort();
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const timestampOf = ({ raw }: SinkEvent): number => Date.parse((raw as { readonly timestamp: string }).timestamp);
const dayKeyOf = (arrival: SinkEvent): string => `${arrival.event ?? ''} ${arrival.userId ?? ''} ${dayOf(timestampOf(arrival))}`;
const requestsOf = (byAnswer: Readonly<Record<string, number>>): number => Object.values(byAnswer).reduce((sum, count) => sum + count, 0);

/** Pairs what happened with what arrived, the nth of a user's events of one name with the nth; infinite when one is missing. */
function latestSeconds(visits: readonly Visit[], arrivals: readonly SinkEvent[]): number {
  const waiting = new Map<string, number[]>();
  for (const arrival of [...arrivals].sort((a, b) => timestampOf(a) - timestampOf(b))) {
    const key = `${arrival.event ?? ''} ${arrival.userId ?? ''}`;
    waiting.set(key, [...(waiting.get(key) ?? []), Date.parse(arrival.at)]);
  }
  const delays = visits.flatMap(({ accountId, steps }) =>
    steps.map(({ event, at }) => (waiting.get(`${event} ${accountId}`)?.shift() ?? Infinity) - at),
  );
  return Math.max(...delays) / 1000;
}
