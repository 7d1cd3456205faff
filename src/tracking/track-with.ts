import type { BridgeClient } from './bridge-client';
import type { Track, TrackingPlan } from './define-plan';

/** `track` typed by the plan, over a client. */
export function trackWith<P extends TrackingPlan>(_plan: P, client: Pick<BridgeClient, 'enqueue'>): Track<P> {
  return (event, properties) => {
    client.enqueue({ event, properties });
  };
}
