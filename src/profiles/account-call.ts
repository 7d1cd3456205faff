import type { SegmentCall } from '../delivery/envelope';
import type { NamedAccount } from '../store/segment-told';

/** What every call about an account says of it; null for one that destinations have no name for. */
export function accountContext({ appKey, cloudId, entitlementId, entitlementNumber }: NamedAccount) {
  const groupId = entitlementNumber ?? entitlementId ?? cloudId;
  return groupId === null ? null : { groupId, app: { name: appKey }, forge: { appKey, cloudId, entitlementId } };
}

/** Traits of an account itself, of nobody in it. */
export function accountCall(
  call: Pick<SegmentCall, 'messageId' | 'timestamp' | 'traits'>,
  context: NonNullable<ReturnType<typeof accountContext>>,
): SegmentCall {
  return { ...call, type: 'group', anonymousId: context.groupId, groupId: context.groupId, context };
}
