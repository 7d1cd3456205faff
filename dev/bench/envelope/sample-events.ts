import { randomFrom } from '../../simulator/random';
import type { InvocationFacts } from '../../../src/tracking/identity';

/** An event as the resolver knows it: what happened, when, and who the platform says it was. */
export type SampleEvent = {
  readonly facts: InvocationFacts;
  readonly event: 'Item Added' | 'Item Ticked';
  readonly messageId: string;
  readonly properties: Record<string, string | number | boolean>;
  readonly at: number;
};

const START = Date.parse('2028-02-29T08:00:00Z');
const PEOPLE = 50;
/** One visitor in ten is nobody that the platform knows. */
const ANONYMOUS_SHARE = 0.1;

/** The same events at every call. */
export function sampleEvents(count: number): readonly SampleEvent[] {
  const random = randomFrom('envelope');
  return Array.from({ length: count }, (_, index): SampleEvent => {
    const added = random.chance(0.3);
    return {
      facts: {
        appKey: 'io.tidemark.checklist',
        appVersion: '1.0.0',
        environmentType: 'PRODUCTION',
        cloudId: '11111111-1111-4111-8111-111111111111',
        accountId: random.chance(ANONYMOUS_SHARE) ? null : `user-${random.int(1, PEOPLE)}`,
        license: { active: true, isEvaluation: false, entitlementId: null, entitlementNumber: 'E-123-456-789-000' },
      },
      event: added ? 'Item Added' : 'Item Ticked',
      messageId: random.uuid(),
      properties: added ? { place: 'issue', items: random.int(1, 30) } : { place: 'page', allDone: random.chance(0.1) },
      at: START + index * 40,
    };
  });
}
