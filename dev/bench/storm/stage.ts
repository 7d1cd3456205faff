import type { AppOptions } from '../../host/app';
import type { Host } from '../../host/host';
import type { EgressHeard } from '../../host/invoker';
import { startHost } from '../../host/start';
import type { License, Site, User } from '../../services';
import { startSegmentSink, type SegmentSink } from '../../sink/start-segment-sink';
import { openSqlite } from '../../sql/sqlite-engine';
import { createRecorder, type Recorder } from './recorder';
import { userOf } from './traffic';

export const WRITE_KEY = 'storm-source';
const SOURCE = 'storm';
const ADMIN = 'admin';
/** Real time: in a scenario nobody waits for an answer that will not come. */
const MAX_REQUEST_MS = 500;
const SITE: Site = { slug: 'acme', name: 'Acme', cloudId: '33333333-3333-4333-8333-333333333333', role: 'customer' };
const LICENSE: License = {
  active: true,
  type: 'COMMERCIAL',
  billingPeriod: 'MONTHLY',
  ccpEntitlementId: '44444444-4444-4444-8444-444444444444',
  ccpEntitlementSlug: 'E-987-654-321-000',
  isEvaluation: false,
  subscriptionEndDate: null,
  supportEntitlementNumber: null,
  trialEndDate: null,
  capabilitySet: null,
};

/** An app that goes through the storm: where it lies, how its users reach it, and at which of its calls it dies. */
export type Candidate = {
  readonly key: string;
  readonly folder: string;
  readonly moduleKey: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly dies: Readonly<
    Record<'resolver' | 'consumer', { readonly functionKey: string; readonly calls: number; readonly target?: 'egress' }>
  >;
};

export type Stage = {
  readonly host: Host;
  readonly sink: SegmentSink;
  readonly recorder: Recorder;
  readonly invoke: (accountId: string, functionKey: string, payload: object) => Promise<unknown>;
  /** A call of the console by an admin of the site; throws when the console refuses. */
  readonly ask: (functionKey: string, payload: object) => Promise<unknown>;
  readonly setEgress: (allow: boolean) => void;
  /** Invocations that were ended on purpose. */
  readonly deaths: () => number;
  readonly stop: () => Promise<void>;
};

/** One app on one site of a local Forge under a standing clock, and a destination that refuses keys which it does not know. */
export async function openStage(candidate: Candidate, startsAt: number, users: number): Promise<Stage> {
  const network: Record<string, string> = {};
  const database = openSqlite(':memory:');
  const people = [person(ADMIN, true), ...Array.from({ length: users }, (_, index) => person(userOf(index), false))];
  const recorder = createRecorder();
  let deaths = 0;
  const app: AppOptions = {
    key: candidate.key,
    folder: candidate.folder,
    variables: { ...candidate.variables, SEGMENT_WRITE_KEY: WRITE_KEY },
    installations: [{ site: SITE, license: LICENSE }],
    users: () => people,
  };
  const host: Host = await startHost({
    apps: [app],
    port: 0,
    now: () => startsAt,
    live: false,
    // Under a standing clock a day's replay happens in one instant, far beyond any rate that time would allow.
    enforceRates: false,
    network,
    sqlEngineFor: () => Promise.resolve(database),
    maxRequestMs: MAX_REQUEST_MS,
    onEgress: (heard: EgressHeard) => recorder.heard(heard, host.now()),
    logger: ({ text }) => {
      if (text.endsWith('Ended on purpose at a service call')) deaths += 1;
    },
  });
  const sink = await startSegmentSink({
    port: 0,
    now: host.now,
    sources: [{ name: SOURCE, writeKey: WRITE_KEY }],
    unknownKey: 401,
    onTaken: recorder.taken,
  });
  network['api.segment.io'] = sink.url;
  await host.sendLifecycle(candidate.key, SITE.slug, 'installed');
  await host.drainQueues();
  const invoke = (accountId: string, moduleKey: string, functionKey: string, payload: object) =>
    host.invoke({ site: SITE.slug, appKey: candidate.key, accountId, moduleKey, functionKey, payload });
  return {
    host,
    sink,
    recorder,
    invoke: (accountId, functionKey, payload) => invoke(accountId, candidate.moduleKey, functionKey, payload),
    async ask(functionKey, payload) {
      const answer = (await invoke(ADMIN, 'console-admin', functionKey, payload)) as { ok: boolean; value?: unknown; code?: string };
      if (!answer.ok) throw new Error(`The console refused ${functionKey}: ${answer.code ?? ''}; ${host.log.at(-1)?.text ?? ''}`);
      return answer.value;
    },
    setEgress: (allow) => host.setAnalyticsEgress(candidate.key, SITE.slug, allow),
    deaths: () => deaths,
    async stop() {
      await host.stop();
      await sink.stop();
      await database.close();
    },
  };
}

function person(accountId: string, isAdmin: boolean): User {
  return { accountId, displayName: accountId, email: `${accountId}@customer.example`, isAdmin, groups: [], accountType: 'licensed' };
}
