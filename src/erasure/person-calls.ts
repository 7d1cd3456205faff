import type { SegmentCall } from '../delivery/envelope';
import { accountIdentity, groupIdOf } from '../tracking/identity';
import type { InvocationFacts } from '../tracking/identity';
import { ACCOUNT_REMOVED_USER, ERASURE_REQUESTED } from '../store/leaving-events';
import type { OpenErasure } from './open-erasure';

/**
 * What destinations are told when somebody is erased here: that the account lost a user, when their Atlassian account is
 * closed, and the request to erase them, which the vendor's installation carries out. Made anew, the calls have the same ids.
 */
export function leavingCalls(facts: InvocationFacts, erasure: OpenErasure): SegmentCall[] {
  const { cause } = erasure;
  return erasure.told.flatMap((userId, index) => {
    const about = { facts, userId, at: erasure.requestedAt };
    const id = `${erasure.erasureId}-${String(index)}`;
    return [
      ...(cause === 'account-closed'
        ? [callAbout({ ...about, event: ACCOUNT_REMOVED_USER, messageId: `tm-left-${id}`, properties: {} })]
        : []),
      callAbout({ ...about, event: ERASURE_REQUESTED, messageId: `tm-erase-${id}`, properties: { cause } }),
    ];
  });
}

function callAbout(about: {
  readonly facts: InvocationFacts;
  readonly userId: string;
  readonly event: string;
  readonly messageId: string;
  readonly at: number;
  readonly properties: Readonly<Record<string, string>>;
}): SegmentCall {
  const { facts } = about;
  const identity = accountIdentity(facts);
  return {
    type: 'track',
    messageId: about.messageId,
    event: about.event,
    userId: about.userId,
    timestamp: new Date(about.at).toISOString(),
    properties: about.properties,
    context: {
      groupId: groupIdOf(identity),
      app: { name: facts.appKey, version: facts.appVersion },
      forge: {
        appKey: facts.appKey,
        cloudId: identity.cloudId,
        entitlementId: identity.entitlementId,
        environmentType: facts.environmentType,
        feature: false,
      },
    },
  };
}
