import { createAnalytics, type Analytics, type AnalyticsOptions } from './analytics-next';
import type { TrackingPlan } from './define-plan';
import { pageClient, type PageBridge } from './page-client';

/** Segment's browser SDK for a Custom UI page, typed by the plan: `const { track } = pageAnalytics(plan, { invoke })`. */
export function pageAnalytics<P extends TrackingPlan>(plan: P, bridge: PageBridge, options: AnalyticsOptions = {}): Analytics<P> {
  return createAnalytics(plan, pageClient(bridge), options);
}
