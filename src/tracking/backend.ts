import type { AsyncEvent } from '@forge/events';
import type { AuditPort } from '../delivery/audit';
import { deliverJob, DeliveryJob, type DeliveryPorts, type Letter } from '../delivery/deliver-job';
import type { SegmentCall } from '../delivery/envelope';
import { forgeBackendPorts, type BackendPorts } from './backend-ports';
import type { Occasion } from './account-life';
import { capture, type CaptureAnswer } from './capture';
import type { EventName, EventProperties, TrackingPlan } from './define-plan';
import type { IdentityMode, InvocationFacts } from './identity';
import { factsOf, type ContextLike } from './invocation-facts';
import { internalSitesOf } from './site-kind';
import { propertiesSchema } from './properties-schema';
import { relationshipKeyOf } from './member-calls';
import { recordEvents, trackCall } from './record';
import { reportAccountLife, type AccountLifeReport } from './report-account-life';
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
  /** What exists on a site, counted once a day: properties of the account, of the types that `defineAccountProperties` gave them. */
  readonly snapshot?: NonNullable<AccountLifeReport['snapshot']>;
  /** Users that destinations know, for when the account gets another id; without it they are told when they next come. */
  readonly members?: NonNullable<AccountLifeReport['members']>;
  /** An app with a database: it folds the ledger into its books, and its own store is a destination like the others. */
  readonly books?: { readonly audit: AuditPort; readonly store: DeliveryPorts['store'] };
};

type Request = { readonly payload?: unknown; readonly context: ContextLike };

export type TrackingBackend<P extends TrackingPlan> = {
  /** The resolver function `track`, which the pages call: checks what they sent and delivers it. */
  readonly track: (request: Request) => Promise<CaptureAnswer>;
  /** Wraps a resolver function: each of its calls becomes a `Call Finished`. The plan must hold `resolverEvents([...])` with its name. */
  readonly tracked: <R extends Request, T>(call: string, handler: (request: R) => T | Promise<T>) => (request: R) => Promise<T>;
  /** An event that the backend itself reports about the user and the site of `context`. Throws when it does not fit the plan. */
  readonly report: <E extends EventName<P>>(context: ContextLike, event: E, properties: EventProperties<P, E>) => Promise<void>;
  /**
   * Looks at the account and tells what is new of it: its properties, its licence, its installation. For the daily trigger
   * (`heartbeat`: also that this site reports, and what exists on it), the lifecycle trigger and the one before the app goes.
   */
  readonly observe: (context: ContextLike, occasion: Occasion) => Promise<void>;
  /** The consumer of the queue `events`: delivers again what a destination asked to have later. */
  readonly deliver: (event: AsyncEvent) => Promise<void>;
};

/** Everything that an app's backend needs to track: two functions for the manifest, one for its resolver, one for its own events. */
export function trackingBackend<const P extends TrackingPlan>(
  { plan, appKey, identity, keepLetter, snapshot, members, books }: BackendOptions<P>,
  ports: BackendPorts = forgeBackendPorts,
): TrackingBackend<P> {
  const facts = (context: ContextLike) => factsOf(ports.invocation(), context, appKey);
  const recordOptions = (named: IdentityMode) => ({ plan, identity: named, pseudonymOf: ports.pseudonymOf });

  const delivery: DeliveryPorts = {
    ...ports,
    ...(books === undefined ? {} : { audit: books.audit }),
    store: books?.store ?? (() => Promise.reject(new Error('The kit alone keeps no store'))),
    keepLetter:
      keepLetter ??
      (({ destination, state, reason, calls }) => {
        ports.log('error', 'events-lost', { destination, state, reason, events: calls.length });
        return Promise.resolve();
      }),
  };
  const options = { identity, relationshipKey: relationshipKeyOf(ports.variables('RELATIONSHIP_KEY')), keepsBooks: books !== undefined };
  const capturePorts = { ...delivery, pseudonymOf: ports.pseudonymOf };

  const report = async (context: ContextLike, event: string, properties: unknown): Promise<void> => {
    const definition = Object.hasOwn(plan, event) ? plan[event] : undefined;
    if (definition === undefined) throw new TypeError(`The tracking plan has no event "${event}"`);
    const checked = propertiesSchema(definition).parse(properties);
    const about = facts(context);
    const happened = { event, messageId: ports.newId(), properties: checked, at: ports.clock() };
    // Somebody waits for the function that reports: the queue takes 40 ms, a destination may take seconds.
    await capture(capturePorts, options, {
      facts: about,
      record: (named) => ({ calls: [trackCall(about, happened, recordOptions(named))], refused: [] }),
      when: 'queued',
    });
  };

  /** The account's own calls are about nobody. */
  const sendAccountCalls = async (about: InvocationFacts, calls: readonly SegmentCall[], { probe = false } = {}): Promise<void> => {
    const nobody = { ...about, accountId: null };
    await capture(capturePorts, options, { facts: nobody, record: () => ({ calls, refused: [] }), when: 'now', probe });
  };

  let lost = 0;
  return {
    track: ({ payload, context }) => {
      const about = facts(context);
      const now = ports.clock();
      return capture(capturePorts, options, {
        facts: about,
        record: (named) => recordEvents(about, payload, { ...recordOptions(named), now }),
        when: 'now',
      });
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
    observe: (context, occasion) =>
      reportAccountLife({ kvs: ports.kvs, log: ports.log, capture: sendAccountCalls }, facts(context), {
        occasion,
        now: ports.clock(),
        internalSites: internalSitesOf(ports.variables('INTERNAL_SITES')),
        ...(snapshot === undefined ? {} : { snapshot }),
        ...(members === undefined ? {} : { members }),
      }),
    deliver: async (event) => {
      const job = DeliveryJob.safeParse(event.body);
      // It never will parse, so the platform need not bring it again.
      if (job.success) await deliverJob(delivery, job.data, event.retryContext?.retryCount ?? 0);
      else ports.log('error', 'bad-job', { issues: job.error.issues.length });
    },
  };
}

/** The codes that the plan knows; throws, when the app starts, if the plan does not know the call. */
function callCodes(plan: TrackingPlan, call: string): readonly string[] {
  const { call: calls, code } = plan[CALL_FINISHED]?.properties ?? {};
  if (calls?.kind !== 'enum' || code?.kind !== 'enum' || !calls.values.includes(call))
    throw new TypeError(`Add resolverEvents(['${call}', …]) to the tracking plan: it does not know the call "${call}"`);
  return code.values;
}
