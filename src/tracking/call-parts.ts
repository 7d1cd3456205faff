import { createHash } from 'node:crypto';
import type { SegmentCall } from '../delivery/envelope';
import { accountIdentity, groupIdOf } from './identity';
import type { InvocationFacts } from './identity';

/** `feature`: of an event, whether the plan marks it as one. */
export function contextOf(facts: InvocationFacts, feature?: boolean): NonNullable<SegmentCall['context']> & { readonly groupId: string } {
  const identity = accountIdentity(facts);
  return {
    groupId: groupIdOf(identity),
    app: { name: facts.appKey, version: facts.appVersion },
    forge: {
      appKey: facts.appKey,
      cloudId: identity.cloudId,
      entitlementId: identity.entitlementId,
      environmentType: facts.environmentType,
      ...(feature === undefined ? {} : { feature }),
    },
  };
}

/**
 * A message id made of what happened: whoever says the same thing of the same app and site again says it under the same id.
 * 43 characters; no other app or site has it, whatever the parts.
 */
export function messageIdOf(facts: InvocationFacts, ...parts: readonly (string | number)[]): string {
  return `tm-${digestOf([facts.cloudId, facts.appKey, ...parts])}`;
}

/** 160 bits of SHA-256 in hexadecimal. JSON keeps the parts apart, whatever they hold. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}
