import { planSync } from '../../src/marketplace/plan';
import { runSlice, type SyncPorts } from '../../src/marketplace/slice';
import type { HttpPort, SqlPort } from '../../src/platform/ports';
import { refreshAccounts } from '../../src/profiles/refresh-accounts';
import { type UpdatePlace, updateRevenue } from '../../src/profiles/update-revenue';
import { SegmentCall } from '../../src/delivery/envelope';
import { storeBatch } from '../../src/intake/store-batch';
import { storeProfiles } from '../../src/intake/store-profiles';
import { relationshipKeyOf } from '../../src/tracking/member-calls';
import { migrate } from '../../src/store/migrate';
import { vendorMigrations } from '../../src/store/migrations/vendor';
import type { SqlEngine } from '../sql/engine';
import { portsOver } from '../sql/ports';
import { startMarketplaceServer } from '../marketplace/start-marketplace-server';
import type { Vendor } from '../simulator/simulate-vendor';
import { MARKETPLACE_LOGIN, vendorVariables } from '../variables';

/**
 * Writes a simulated vendor's past into a vendor installation's database as it would have come to be: activity and roles through the
 * intake's use cases, licences and sales through the sync's, over HTTP from a Marketplace server. Nothing writes a table by
 * itself. Destinations are told nothing: for them the story begins when the host starts.
 */
export async function fillHistory(engine: SqlEngine, vendor: Vendor, now: () => number): Promise<{ readonly events: number }> {
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  const relationshipKey = relationshipKeyOf(vendorVariables(vendor.vendorId).RELATIONSHIP_KEY);
  let events = 0;
  for (const { events: calls, introductions } of vendor.eventsByMonth()) {
    await storeBatch(ports.sql, calls.map(asCall), now());
    await storeProfiles(ports.sql, introductions.map(asCall), { relationshipKey, receivedAt: now() });
    events += calls.length;
  }
  await syncEverything(ports.sql, vendor, now);
  return { events };
}

/** The simulator's events are calls of the protocol; one is parsed in a thousand, so that a drift between the two shows. */
function asCall(call: object, index: number): SegmentCall {
  return index % 1_000 === 0 ? SegmentCall.parse(call) : (call as SegmentCall);
}

async function syncEverything(sql: SqlPort, vendor: Vendor, now: () => number): Promise<void> {
  const server = await startMarketplaceServer({ port: 0, vendor, ...MARKETPLACE_LOGIN, now, quirks: { exportPolls: 0 } });
  try {
    const variables = vendorVariables(vendor.vendorId);
    const sync: SyncPorts = {
      sql,
      http: httpTo(server.url),
      variables: (name) => variables[name],
      clock: now,
      log: () => undefined,
      emit: () => Promise.resolve(),
      eraseContacts: () => Promise.resolve(),
    };
    for (const first of await planSync({ sql }, { now: now() })) {
      let slice = first;
      for (;;) {
        const outcome = await runSlice(sync, slice);
        if (outcome.kind === 'done') break;
        if (outcome.kind !== 'next')
          throw new Error(`The first sync ended with ${outcome.kind}: ${outcome.kind === 'failed' ? outcome.message : outcome.reason}`);
        slice = outcome.slice;
      }
    }
    const revenue = { sql, clock: now, kvs: NO_SETTINGS };
    for (let place: UpdatePlace | null = { step: 'take-in', place: null }; place !== null;) place = await updateRevenue(revenue, place);
    for (let after: number | null = 0; after !== null;) after = await refreshAccounts({ sql, clock: now }, after);
  } finally {
    await server.stop();
  }
}

/** Nobody has set anything yet. */
const NO_SETTINGS = { get: () => Promise.resolve(undefined) };

/** The Marketplace's host, on this machine. */
function httpTo(url: string): HttpPort {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(`${url}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { kind: 'answered', status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}
