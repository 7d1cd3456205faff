import type { ClockPort, KvsPort } from '../platform/ports';
import { readSwitches, SWITCHES_KEY, WATCH_KEY, WATCH_MS } from './keys';

/** Turns the switches of the site; what is not named stays as it is. Events captured while analytics is off are refused, not kept for later. */
export async function setPrivacy(
  kvs: Pick<KvsPort, 'get' | 'set'>,
  change: { readonly analytics?: boolean | undefined; readonly identity?: boolean | undefined },
): Promise<void> {
  const before = readSwitches(await kvs.get(SWITCHES_KEY));
  await kvs.set(SWITCHES_KEY, { analytics: change.analytics ?? before.analytics, identity: change.identity ?? before.identity });
}

/** Keeps everything that is sent from now on, for one hour; or stops doing so. */
export async function watch(
  ports: { readonly kvs: Pick<KvsPort, 'set' | 'delete'>; readonly clock: ClockPort },
  on: boolean,
): Promise<void> {
  if (on) await ports.kvs.set(WATCH_KEY, { until: ports.clock() + WATCH_MS });
  else await ports.kvs.delete(WATCH_KEY);
}
