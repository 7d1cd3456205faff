export type SegmentValue = string | number | boolean | null;
export type SegmentProperties = Readonly<Record<string, SegmentValue>>;

/** One call of the Segment protocol, as the sync makes it. `timestamp` is ISO 8601 UTC; `messageId` has at most 100 characters. */
export type SegmentCall = {
  readonly type: 'identify' | 'group' | 'track';
  readonly messageId: string;
  readonly timestamp: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
  readonly event?: string;
  readonly traits?: SegmentProperties;
  readonly properties?: SegmentProperties;
  readonly context: {
    readonly groupId: string;
    readonly app: { readonly name: string };
    readonly forge: { readonly appKey: string; readonly cloudId: string | null; readonly entitlementId: string | null };
    readonly traits?: SegmentProperties;
  };
};
