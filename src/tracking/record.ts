import { z } from 'zod';
import type { SegmentCall } from '../delivery/envelope';
import type { EventDefinition, TrackingPlan } from './define-plan';
import { eventTime } from './event-time';
import { accountIdentity, groupIdOf, subjectOf } from './identity';
import type { IdentityMode, InvocationFacts } from './identity';
import { kitPlan } from './kit-plan';
import { propertiesSchema } from './properties-schema';
import { CALL_FINISHED } from './resolver-events';

/** What a page may send in one call. The page flushes at 20 events; a call far beyond is not ours. */
const MAX_EVENTS_PER_CALL = 500;

const Payload = z.looseObject({ sentAt: z.string().max(40), events: z.array(z.unknown()).min(1) });
const ClientEvent = z.looseObject({
  messageId: z.uuid(),
  event: z.string().max(100),
  properties: z.unknown(),
  timestamp: z.string().max(40),
});

export type RefusalReason =
  | 'not-an-event'
  | 'unknown-event'
  | 'bad-properties'
  | 'too-many-events'
  | 'too-large'
  | 'bad-payload'
  /** The site's admin switched analytics off. */
  | 'switched-off'
  /** The user declined. */
  | 'do-not-track';
export type Refusal = { readonly messageId: string | null; readonly reason: RefusalReason };
export type Recorded = { readonly calls: readonly SegmentCall[]; readonly refused: readonly Refusal[] };

export type RecordOptions = {
  readonly plan: TrackingPlan;
  readonly identity: IdentityMode;
  readonly pseudonymOf: (accountId: string) => string;
  /** Milliseconds, the server's clock. */
  readonly now: number;
};

/**
 * Turns what a page sent into Segment calls. Everything in the payload may be forged: names and properties are checked
 * against the plan, the person, the account and the site come from `facts` alone, and what is wrong is refused one by one
 * with a reason, so that one bad event loses no other.
 */
export function recordEvents(facts: InvocationFacts, payload: unknown, options: RecordOptions): Recorded {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return { calls: [], refused: [{ messageId: null, reason: 'bad-payload' }] };
  const { sentAt, events } = parsed.data;
  const calls: SegmentCall[] = [];
  const refused: Refusal[] = [];
  events.forEach((event, index) => {
    if (index >= MAX_EVENTS_PER_CALL) {
      refused.push({ messageId: null, reason: 'too-many-events' });
      return;
    }
    const outcome = recordEvent(facts, event, sentAt, options);
    if (outcome.kind === 'refused') refused.push(outcome.refusal);
    else calls.push(outcome.call);
  });
  return { calls, refused };
}

type EventOutcome = { readonly kind: 'recorded'; readonly call: SegmentCall } | { readonly kind: 'refused'; readonly refusal: Refusal };

function recordEvent(facts: InvocationFacts, input: unknown, sentAt: string, options: RecordOptions): EventOutcome {
  const parsed = ClientEvent.safeParse(input);
  if (!parsed.success) return refuse(null, 'not-an-event');
  const { messageId, event, properties, timestamp } = parsed.data;
  const definition = isForPages(event) && Object.hasOwn(options.plan, event) ? options.plan[event] : undefined;
  if (definition === undefined) return refuse(messageId, 'unknown-event');
  const checked = schemaOf(definition).safeParse(properties ?? {});
  if (!checked.success) return refuse(messageId, 'bad-properties');
  const at = eventTime(timestamp, sentAt, options.now);
  return { kind: 'recorded', call: trackCall(facts, { event, messageId, properties: checked.data, at }, options) };
}

/** What the backend reports by itself is no page's to say: that somebody left, or is to be erased. */
function isForPages(event: string): boolean {
  return !Object.hasOwn(kitPlan, event) && event !== CALL_FINISHED;
}

/** Of the plan, which is code: the same for every site, and dear to build for each event. */
const schemas = new WeakMap<EventDefinition, ReturnType<typeof propertiesSchema>>();
function schemaOf(definition: EventDefinition): ReturnType<typeof propertiesSchema> {
  const schema = schemas.get(definition) ?? propertiesSchema(definition);
  schemas.set(definition, schema);
  return schema;
}

function refuse(messageId: string | null, reason: RefusalReason): EventOutcome {
  return { kind: 'refused', refusal: { messageId, reason } };
}

/** One call about the invocation's user and account: `track`, or a named `page` where the plan says so. `at` is in milliseconds. */
export function trackCall(
  facts: InvocationFacts,
  event: {
    readonly event: string;
    readonly messageId: string;
    readonly properties: Record<string, string | number | boolean>;
    readonly at: number;
  },
  options: Omit<RecordOptions, 'now'>,
): SegmentCall {
  const identity = accountIdentity(facts);
  return {
    ...(options.plan[event.event]?.page === true
      ? ({ type: 'page', name: event.event } as const)
      : ({ type: 'track', event: event.event } as const)),
    messageId: event.messageId,
    ...subjectOf(facts, options.identity, options.pseudonymOf),
    timestamp: new Date(event.at).toISOString(),
    properties: event.properties,
    context: {
      groupId: groupIdOf(identity),
      app: { name: facts.appKey, version: facts.appVersion },
      forge: {
        appKey: facts.appKey,
        cloudId: identity.cloudId,
        entitlementId: identity.entitlementId,
        environmentType: facts.environmentType,
        feature: options.plan[event.event]?.feature ?? false,
      },
    },
  };
}
