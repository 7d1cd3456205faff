import type { Track, TrackingPlan } from './define-plan';
import { pageClient, type PageBridge } from './page-client';
import { trackWith } from './track-with';

export type Tracker<P extends TrackingPlan> = {
  readonly track: Track<P>;
  /** Sends what is held now. */
  readonly flush: () => Promise<void>;
};

/** Tracking for a page without React and without Segment's SDK: `const { track } = createTracker(plan, { invoke })`. */
export function createTracker<P extends TrackingPlan>(plan: P, bridge: PageBridge): Tracker<P> {
  const client = pageClient(bridge);
  return { track: trackWith(plan, client), flush: client.flush };
}
