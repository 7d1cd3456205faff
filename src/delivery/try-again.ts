import type { KvsPort } from '../platform/ports';
import type { DestinationKey } from './destinations';
import { HEALTH_KEY, HEALTHY, readHealth } from './health';
import type { DestinationHealth } from './health';

/**
 * Somebody says that a destination works again: whatever comes next is tried at once, and `probe` brings something. Answers
 * how the destination does after that.
 */
export async function tryAgain(
  kvs: Pick<KvsPort, 'get' | 'set'>,
  destination: DestinationKey,
  now: number,
  probe: () => Promise<void>,
): Promise<DestinationHealth['state']> {
  const book = readHealth(await kvs.get(HEALTH_KEY));
  const health = book[destination] ?? HEALTHY;
  if (health.state === 'on') return 'on';
  await kvs.set(HEALTH_KEY, { ...book, [destination]: { ...health, nextTryAt: now } });
  await probe();
  return (readHealth(await kvs.get(HEALTH_KEY))[destination] ?? HEALTHY).state;
}
