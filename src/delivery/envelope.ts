import { z } from 'zod';

/** The largest event that Segment takes, with a margin for what a forwarder adds. UTF-8 bytes of its JSON. */
export const MAX_EVENT_BYTES = 31_000;
/** What the intake takes: an event at the limit gains a few hundred bytes on its way through Segment. */
export const MAX_INTAKE_EVENT_BYTES = 33_000;
/** A queue event is at most 100 KB for consumers that run longer than 55 s; the rest is the platform's envelope. */
export const MAX_QUEUE_EVENT_BYTES = 90_000;

/** Ids of the account that a fact belongs to, as the run time or the Marketplace knows it. */
export const AccountIdentity = z.object({
  appKey: z.string().max(100),
  cloudId: z.string().max(64).nullable(),
  entitlementId: z.string().max(64).nullable(),
  entitlementNumber: z.string().max(64).nullable(),
});
export type AccountIdentity = z.infer<typeof AccountIdentity>;

const ForgeContext = z.looseObject({
  appKey: z.string().max(100).optional(),
  cloudId: z.string().max(64).nullish(),
  entitlementId: z.string().max(64).nullish(),
  environmentType: z.string().max(40).optional(),
  /** Whether the sender's tracking plan marks the event as a feature; absent from senders without a plan. */
  feature: z.boolean().optional(),
});

/**
 * One call of the Segment protocol as it travels between our own parts. Unknown fields are kept: what arrives at the
 * intake may come from any Segment library.
 */
export const SegmentCall = z.looseObject({
  type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']),
  messageId: z.string().min(1).max(100),
  userId: z.string().min(1).max(150).nullish(),
  anonymousId: z.string().min(1).max(150).nullish(),
  groupId: z.string().min(1).max(150).nullish(),
  event: z.string().min(1).max(200).optional(),
  timestamp: z.iso.datetime({ offset: true }),
  properties: z.record(z.string(), z.unknown()).nullish(),
  traits: z.record(z.string(), z.unknown()).nullish(),
  context: z
    .looseObject({
      groupId: z.string().min(1).max(150).nullish(),
      app: z.looseObject({ name: z.string().optional(), version: z.string().optional() }).nullish(),
      forge: ForgeContext.nullish(),
    })
    .nullish(),
});
export type SegmentCall = z.infer<typeof SegmentCall>;

/** UTF-8 bytes of a value's JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Which account a call names. `groupId` is the entitlement number by convention; without one the site's id stands in. */
export function accountOf(call: SegmentCall): AccountIdentity | null {
  const forge = call.context?.forge;
  const group = call.context?.groupId ?? (call.type === 'group' ? call.groupId : null) ?? null;
  const cloudId = forge?.cloudId ?? null;
  const entitlementNumber = group !== null && group !== cloudId ? group : null;
  const entitlementId = forge?.entitlementId ?? null;
  if (entitlementNumber === null && entitlementId === null && cloudId === null) return null;
  return { appKey: forge?.appKey ?? call.context?.app?.name ?? 'unknown', cloudId, entitlementId, entitlementNumber };
}
