import { randomUUID } from 'node:crypto';
import { createBridgeClient, type BridgePorts } from '../../../src/tracking/bridge-client';
import { leftoversIn, leftoversKey } from '../../../src/tracking/leftovers';
import { memoryStorage } from '../../../src/tracking/memory-storage';
import { randomFrom } from '../../simulator/random';
import { replay, type OpenPage, type World } from './replay';
import { workingDay, type DayShape, type Visit } from './working-day';

const DAY_MS = 86_400_000;
/** One visit in five ends with a tab that is closed so fast that its last call never leaves it. */
const DYING_SHARE = 0.2;

/** Events of one day, and what of them had not arrived once everyone had come back the next day. */
export type TabLosses = {
  readonly events: number;
  readonly dyingVisits: number;
  readonly lostWithoutStorage: number;
  readonly lostWithStorage: number;
  readonly doubled: number;
  readonly misdated: number;
};

/** What dying tabs lose, with the browser's storage (the user agreed to analytics) and without it. */
export async function tabLosses(shape: DayShape): Promise<TabLosses> {
  const returns = { ...shape, seed: `${shape.seed} returns`, day: shape.day + DAY_MS, eventsPerUser: 1, visitsPerUser: 1 };
  const visits = workingDay(shape).map((visit) => ({ ...visit, steps: visit.steps.map((step) => ({ ...step, messageId: randomUUID() })) }));
  const random = randomFrom(shape.seed, 'dying-tabs');
  const dying = new Set<Visit>(visits.filter(() => random.next() < DYING_SHARE));
  const stored = await arrivals([...visits, ...workingDay(returns)], dying, true);
  const bare = await arrivals([...visits, ...workingDay(returns)], dying, false);
  const happened = visits.flatMap(({ steps }) => steps);
  const ids = happened.map(({ messageId }) => messageId);
  return {
    events: happened.length,
    dyingVisits: dying.size,
    lostWithoutStorage: ids.filter((id) => !bare.has(id)).length,
    lostWithStorage: ids.filter((id) => !stored.has(id)).length,
    doubled: ids.filter((id) => (stored.get(id)?.length ?? 0) > 1).length,
    misdated: happened.filter(({ messageId, at }) => stored.get(messageId)?.some((time) => time !== new Date(at).toISOString()) === true)
      .length,
  };
}

/** Times that the backend was told, by event. */
async function arrivals(visits: readonly Visit[], dying: ReadonlySet<Visit>, withStorage: boolean): Promise<Map<string, string[]>> {
  const arrived = new Map<string, string[]>();
  const storages = new Map<string, ReturnType<typeof memoryStorage>>();
  let now = Math.min(...visits.map(({ steps }) => steps[0]?.at ?? Infinity));
  const world: World = {
    host: {
      now: () => now,
      advance: (ms) => {
        now += ms;
        return Promise.resolve();
      },
      drainQueues: () => Promise.resolve(),
    },
    invoke: (_accountId, _functionKey, payload) => {
      const { events } = payload as { events: { messageId: string; timestamp: string }[] };
      for (const { messageId, timestamp } of events) arrived.set(messageId, [...(arrived.get(messageId) ?? []), timestamp]);
      return Promise.resolve({ accepted: events.length, refused: [] });
    },
  };
  await replay(world, visits, (surroundings, visit) => {
    const storage = storages.get(visit.accountId) ?? memoryStorage();
    storages.set(visit.accountId, storage);
    return page(surroundings, dying.has(visit), withStorage ? storage : null);
  });
  return arrived;
}

/** The page as it ships; a dying one is hidden, and from then on nothing of it reaches anyone. */
const page = (
  { now, schedule, invoke }: Parameters<OpenPage>[0],
  dies: boolean,
  storage: ReturnType<typeof memoryStorage> | null,
): ReturnType<OpenPage> => {
  let isDead = false;
  let hide = (): void => undefined;
  const ports: BridgePorts = {
    invoke: (functionKey, payload) => (isDead ? Promise.reject(new Error('The tab is gone')) : invoke(functionKey, payload)),
    now,
    newId: randomUUID,
    schedule: (callback, delayMs) =>
      schedule(() => {
        if (!isDead) callback();
      }, delayMs),
    page: (callback) => {
      hide = callback;
      return () => undefined;
    },
    consent: () => Promise.resolve({ analytics: storage !== null }),
    leftovers: () => Promise.resolve(storage === null ? undefined : leftoversIn(() => storage, leftoversKey('site'))),
  };
  const client = createBridgeClient(storage === null ? { ...ports, consent: undefined } : ports);
  return {
    capture: client.enqueue,
    leave: () => {
      isDead = dies;
      hide();
      client.close();
    },
  };
};
