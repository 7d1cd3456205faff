import { useMemo } from 'react';
import type { Track, TrackingPlan } from './define-plan';
import { pageClient, type PageBridge } from './page-client';
import { trackWith } from './track-with';

/**
 * Tracking for a component, in UI Kit and in Custom UI: `const { track } = useTracking(plan, { invoke })`. `track` is the
 * same function on every render, and all components of a page share one client.
 */
export function useTracking<P extends TrackingPlan>(plan: P, bridge: PageBridge): { readonly track: Track<P> } {
  const client = pageClient(bridge);
  return useMemo(() => ({ track: trackWith(plan, client) }), [plan, client]);
}
