import type { ClockPort, HttpPort, KvsPort, VariablesPort } from '../platform/ports';
import { httpDestination, sendBatch } from './destinations';
import type { HttpDestinationKey } from './destinations';
import type { SegmentCall } from './envelope';
import { healthAfter, HEALTH_KEY, HEALTHY, permissionOf, readHealth } from './health';
import type { DestinationHealth, HealthBook } from './health';
import type { DeliveryOutcome } from './outcome';

export type TryPorts = {
  readonly http: HttpPort;
  readonly kvs: Pick<KvsPort, 'get' | 'set'>;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
  /** In [0, 1): spreads retries. */
  readonly spread: () => number;
  readonly sign: (body: string, secret: string) => string;
};

export type Try = {
  readonly calls: readonly SegmentCall[];
  readonly to: readonly HttpDestinationKey[];
  readonly health: HealthBook;
  /** How often this batch was tried before. */
  readonly attempt: number;
  readonly timeoutMs: number;
  readonly probe?: boolean;
};

/** `tried`: a request was made. */
export type Tried = { readonly key: HttpDestinationKey; readonly outcome: DeliveryOutcome; readonly tried: boolean };

/**
 * Offers one batch to each destination, side by side: one that waits or is paused is not asked, and the failure of one is none
 * of another. What was learned of their health is kept before this resolves, if it is news.
 */
export async function tryDestinations(ports: TryPorts, batch: Try): Promise<readonly Tried[]> {
  const tried = await Promise.all(batch.to.map((key) => tryOne(ports, batch, key)));
  const now = ports.clock();
  const news = tried.flatMap(({ key, outcome, tried: asked }) => {
    const before = batch.health[key] ?? HEALTHY;
    const after = asked ? healthAfter(before, outcome, now) : before;
    return after === before ? [] : [[key, after] as const];
  });
  if (news.length > 0) await noteHealth(ports.kvs, news);
  return tried;
}

async function tryOne(ports: TryPorts, { calls, health, attempt, timeoutMs, probe }: Try, key: HttpDestinationKey): Promise<Tried> {
  const permission = permissionOf(health[key] ?? HEALTHY, ports.clock(), probe);
  switch (permission.kind) {
    case 'wait':
      // Spread out, so that what waited does not come back in one moment.
      return unasked(key, {
        kind: 'retry',
        afterSeconds: Math.min(900, Math.ceil(permission.afterSeconds + ports.spread() * 30)),
        reason: permission.reason,
      });
    case 'park':
      return unasked(key, permission);
    case 'refuse':
      return unasked(key, { kind: 'refused', reason: permission.reason });
    case 'send': {
      const target = httpDestination(key, ports.variables);
      if (target === null) return unasked(key, { kind: 'park', reason: 'switched-off' });
      const options = { attempt, spread: ports.spread(), now: ports.clock(), sign: ports.sign, timeoutMs };
      return { key, outcome: await sendBatch(ports.http, target, calls, options), tried: true };
    }
  }
}

const unasked = (key: HttpDestinationKey, outcome: DeliveryOutcome): Tried => ({ key, outcome, tried: false });

/** Health is advice, not a count: when two write at once the later word stands, and the next try corrects it. */
async function noteHealth(kvs: TryPorts['kvs'], news: readonly (readonly [string, DestinationHealth])[]): Promise<void> {
  const book = { ...readHealth(await kvs.get(HEALTH_KEY)) };
  for (const [key, health] of news) book[key] = health;
  await kvs.set(HEALTH_KEY, book);
}
