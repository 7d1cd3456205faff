import { CUSTOMER_APP, VENDOR_APP, composeHost, type ComposeOptions, type Running } from '../dev/compose';
import type { Vendor } from '../dev/simulator/simulate-vendor';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { SqlEngine } from '../dev/sql/engine';
import { Overview } from '../src/contract/overview';
import { vendorMigrations } from '../src/store/migrations/vendor';

const MIGRATIONS_A_MINUTE = 25;

export type Spine = Running & {
  /** Sends events as a user's page does, with the host's clock as the page's own. */
  track(site: string, accountId: string | null, events: readonly object[]): Promise<unknown>;
  /** Until what was captured has gone through Segment and the intake into the vendor's store. */
  settle(): Promise<void>;
  /** The console of the vendor, or of a customer's site; an answer that is a refusal comes as it is. */
  overview(site: string, accountId: string): Promise<Overview | { ok: false; code: string }>;
};

/** The whole product with both apps, fresh databases and a clock that only moves when told to. */
export async function startSpine(vendor: Vendor, now: () => number, options: Partial<ComposeOptions> = {}): Promise<Spine> {
  const engines = new Map<string, Promise<SqlEngine>>();
  const running = await composeHost({
    vendor,
    port: 0,
    live: false,
    now,
    sites: 2,
    engineFor: (installationId) => {
      const engine = engines.get(installationId) ?? Promise.resolve(openSqlite(':memory:'));
      engines.set(installationId, engine);
      return engine;
    },
    ...options,
  });
  const { host, sink } = running;
  // As in the cloud: an app hears of its installation before anybody uses it.
  await host.sendLifecycle(VENDOR_APP, running.vendorSite, 'installed');
  await host.advance(60_000);
  // A minute has room for a part of the vendor's schema only: each round brings in more of it, until all is there.
  for (let left = vendorMigrations.length; left > 0; left -= MIGRATIONS_A_MINUTE) {
    await host.sendLifecycle(VENDOR_APP, running.vendorSite, 'upgraded');
    await host.advance(60_000);
  }
  // Last, so that the first turn of their schedules, five minutes later, does not come into the middle of a test.
  for (const site of running.customerSites) await host.sendLifecycle(CUSTOMER_APP, site, 'installed');
  await host.advance(2 * 60_000);
  return {
    ...running,
    track: (site, accountId, events) =>
      host.invoke({
        site,
        appKey: CUSTOMER_APP,
        accountId,
        moduleKey: 'checklist-panel',
        functionKey: 'track',
        payload: { sentAt: new Date(host.now()).toISOString(), events },
      }),
    async settle() {
      for (let round = 0; round < 3; round += 1) {
        await host.drainQueues();
        await sink.forwardingIdle();
      }
      await host.drainQueues();
    },
    async overview(site, accountId) {
      const isVendor = site === running.vendorSite;
      // Where time stands still, all statements of a test fall into one second, of which the platform has a limit.
      await host.advance(1_000);
      const answer = (await host.invoke({
        site,
        appKey: isVendor ? VENDOR_APP : CUSTOMER_APP,
        accountId,
        moduleKey: isVendor ? 'console-global' : 'console-admin',
        functionKey: 'overview',
        payload: {},
      })) as { ok: true; value: unknown } | { ok: false; code: string };
      return answer.ok ? Overview.parse(answer.value) : answer;
    },
    async stop() {
      await running.stop();
      for (const engine of engines.values()) await (await engine).close();
    },
  };
}

/** What a page reports when an item is ticked. */
export function tick(messageId: string, at: number) {
  return { messageId, event: 'Item Ticked', properties: { place: 'issue', allDone: false }, timestamp: new Date(at).toISOString() };
}
