import type { AsyncEvent, InvocationError } from '@forge/events';
import { deliverJob, DeliveryJob, type DeliveryPorts, type Letter } from '../delivery/deliver-job';
import { enabledDestinations } from '../delivery/destinations';
import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import type { SegmentCall } from '../delivery/envelope';
import { retryLater } from '../platform/retry-later';
import { forgeBackendPorts, type BackendPorts } from './backend-ports';
import type { EventName, EventProperties, TrackingPlan } from './define-plan';
import type { IdentityMode } from './identity';
import { factsOf, type ContextLike } from './invocation-facts';
import { propertiesSchema } from './properties-schema';
import { recordEvents, trackCall, type Refusal } from './record';
import { CALL_FINISHED } from './resolver-events';
import { tracked } from './tracked';

export type BackendOptions<P extends TrackingPlan> = {
  readonly plan: P;
  /** The app's Marketplace key: how licences, sales and usage name the same app. */
  readonly appKey: string;
  /** How people are named at destinations; `pseudonym` needs the variable `PSEUDONYM_KEY`. */
  readonly identity: IdentityMode;
  /** Keeps what a destination refused for good or until a key is put right. Without it, such a batch is logged and gone. */
  readonly keepLetter?: (letter: Letter) => Promise<void>;
};

type Request = { readonly payload?: unknown; readonly context: ContextLike };
export type TrackAnswer = { readonly accepted: number; readonly refused: readonly Refusal[] };

export type TrackingBackend<P extends TrackingPlan> = {
  /** The resolver function `track`, which the pages call: checks what they sent and puts it on the queue. */
  readonly track: (request: Request) => Promise<TrackAnswer>;
  /** Wraps a resolver function: each of its calls becomes a `Call Finished`. The plan must hold `resolverEvents([...])` with its name. */
  readonly tracked: <R extends Request, T>(call: string, handler: (request: R) => T | Promise<T>) => (request: R) => Promise<T>;
  /** An event that the backend itself reports about the user and the site of `context`. Throws when it does not fit the plan. */
  readonly report: <E extends EventName<P>>(context: ContextLike, event: E, properties: EventProperties<P, E>) => Promise<void>;
  /** The consumer of the queue `events`: delivers to every destination that has a write key. */
  readonly deliver: (event: AsyncEvent) => Promise<InvocationError | undefined>;
};

/** Everything that an app's backend needs to track: two functions for the manifest, one for its resolver, one for its own events. */
export function trackingBackend<const P extends TrackingPlan>(
  { plan, appKey, identity, keepLetter }: BackendOptions<P>,
  ports: BackendPorts = forgeBackendPorts,
): TrackingBackend<P> {
  const options = { plan, identity, pseudonymOf: ports.pseudonymOf };
  const facts = (context: ContextLike) => factsOf(ports.invocation(), context, appKey);

  const enqueue = async (calls: readonly SegmentCall[]): Promise<void> => {
    const to = enabledDestinations(ports.variables).filter((key) => key !== 'store');
    if (calls.length > 0 && to.length > 0) await enqueueCalls(ports.queue, QUEUES.events, calls, { to, receivedAt: ports.clock() });
  };

  const report = async (context: ContextLike, event: string, properties: unknown): Promise<void> => {
    const definition = Object.hasOwn(plan, event) ? plan[event] : undefined;
    if (definition === undefined) throw new TypeError(`The tracking plan has no event "${event}"`);
    const checked = propertiesSchema(definition).parse(properties);
    await enqueue([trackCall(facts(context), { event, messageId: ports.newId(), properties: checked, at: ports.clock() }, options)]);
  };

  const delivery: DeliveryPorts = {
    ...ports,
    store: () => Promise.reject(new Error('The kit alone keeps no store')),
    keepLetter:
      keepLetter ??
      (({ destination, state, reason, calls }) => {
        ports.log('error', 'events-lost', { destination, state, reason, events: calls.length });
        return Promise.resolve();
      }),
  };

  let lost = 0;
  return {
    track: async ({ payload, context }) => {
      const { calls, refused } = recordEvents(facts(context), payload, { ...options, now: ports.clock() });
      await enqueue(calls);
      if (refused.length > 0) ports.log('warn', 'events-refused', { refused: refused.length, reasons: reasonsOf(refused) });
      return { accepted: calls.length, refused };
    },
    tracked: (call, handler) =>
      tracked(handler, {
        call,
        codes: callCodes(plan, call),
        track: (properties, request) => report(request.context, CALL_FINISHED, properties),
        onLost: () => {
          lost += 1;
          ports.log('warn', 'call-event-lost', { lost });
        },
      }),
    report,
    deliver: async (event) => {
      const job = DeliveryJob.safeParse(event.body);
      if (!job.success) {
        // It never will parse, so the platform need not bring it again.
        ports.log('error', 'bad-job', { issues: job.error.issues.length });
        return undefined;
      }
      const outcome = await deliverJob(delivery, job.data, event.retryContext?.retryCount ?? 0);
      return outcome.kind === 'retry' ? retryLater(outcome.afterSeconds) : undefined;
    },
  };
}

const reasonsOf = (refused: readonly Refusal[]): string => [...new Set(refused.map(({ reason }) => reason))].join(' ');

/** The codes that the plan knows; throws, when the app starts, if the plan does not know the call. */
function callCodes(plan: TrackingPlan, call: string): readonly string[] {
  const { call: calls, code } = plan[CALL_FINISHED]?.properties ?? {};
  if (calls?.kind !== 'enum' || code?.kind !== 'enum' || !calls.values.includes(call))
    throw new TypeError(`Add resolverEvents(['${call}', …]) to the tracking plan: it does not know the call "${call}"`);
  return code.values;
}
