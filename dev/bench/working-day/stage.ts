import type { AppOptions } from '../../host/app';
import type { Host } from '../../host/host';
import { startHost } from '../../host/start';
import type { License, Site, User } from '../../services';
import { startSegmentSink, type SegmentSink } from '../../sink/start-segment-sink';
import { openSqlite } from '../../sql/sqlite-engine';
import { accountIdOf } from './working-day';

const WRITE_KEY = 'bench-source';
const SITE: Site = { slug: 'acme', name: 'Acme', cloudId: '11111111-1111-4111-8111-111111111111', role: 'customer' };
const LICENSE: License = {
  active: true,
  type: 'COMMERCIAL',
  billingPeriod: 'MONTHLY',
  ccpEntitlementId: '22222222-2222-4222-8222-222222222222',
  ccpEntitlementSlug: 'E-123-456-789-000',
  isEvaluation: false,
  subscriptionEndDate: null,
  supportEntitlementNumber: null,
  trialEndDate: null,
  capabilitySet: null,
};

/** An app that is measured: where it lies, which of its modules the users look at, and its variables beside the write key. */
export type Candidate = {
  readonly key: string;
  readonly folder: string;
  readonly moduleKey: string;
  readonly variables: Readonly<Record<string, string>>;
};
export type Stage = {
  readonly host: Host;
  readonly sink: SegmentSink;
  readonly cost: () => number;
  /** A user's page calls the app. */
  readonly invoke: (accountId: string, functionKey: string, payload: object) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

/** One app on one site of a local Forge, whose clock stands at `startsAt` until it is moved, and a Segment-protocol sink in the same time. */
export async function openStage(candidate: Candidate, startsAt: number, users: number): Promise<Stage> {
  const network: Record<string, string> = {};
  const database = openSqlite(':memory:');
  const people = Array.from({ length: users }, (_, user) => person(accountIdOf(user)));
  const app: AppOptions = {
    key: candidate.key,
    folder: candidate.folder,
    variables: { ...candidate.variables, SEGMENT_WRITE_KEY: WRITE_KEY },
    installations: [{ site: SITE, license: LICENSE }],
    users: () => people,
  };
  const host = await startHost({
    apps: [app],
    port: 0,
    now: () => startsAt,
    live: false,
    network,
    sqlEngineFor: () => Promise.resolve(database),
  });
  const sink = await startSegmentSink({ port: 0, now: host.now, sources: [{ name: 'bench', writeKey: WRITE_KEY }] });
  network['api.segment.io'] = sink.url;
  await host.sendLifecycle(candidate.key, SITE.slug, 'installed');
  await host.drainQueues();
  return {
    host,
    sink,
    cost: () => host.cost().dollars,
    invoke: (accountId, functionKey, payload) =>
      host.invoke({ site: SITE.slug, appKey: candidate.key, accountId, moduleKey: candidate.moduleKey, functionKey, payload }),
    async stop() {
      await host.stop();
      await sink.stop();
      await database.close();
    },
  };
}

function person(accountId: string): User {
  return {
    accountId,
    displayName: accountId,
    email: `${accountId}@customer.example`,
    isAdmin: false,
    groups: [],
    accountType: 'licensed',
  };
}
