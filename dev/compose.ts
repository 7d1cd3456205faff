import { join } from 'node:path';
import type { Host } from './host/host';
import { startHost } from './host/start';
import { startMarketplaceServer, type MarketplaceServer } from './marketplace/start-marketplace-server';
import type { User } from './services';
import type { Vendor } from './simulator/simulate-vendor';
import { startSegmentSink, type SegmentSink } from './sink/start-segment-sink';
import type { SqlEngine } from './sql/engine';
import {
  CUSTOMER_SOURCE_KEY,
  customerVariables,
  INTAKE_SECRET,
  INTAKE_WRITE_KEY,
  MARKETPLACE_LOGIN,
  VENDOR_SOURCE_KEY,
  vendorVariables,
} from './variables';

export const CUSTOMER_APP = 'customer';
export const VENDOR_APP = 'vendor';
const CUSTOMER_SITES = 20;
const CUSTOMER_SOURCE = 'customer';
/** Stands for the intake's address before the host has told it. */
const INTAKE_HOST = 'intake.webtrigger.atlassian.app';

export type ComposeOptions = {
  readonly vendor: Vendor;
  readonly port: number;
  readonly live: boolean;
  readonly now?: () => number;
  readonly sites?: number;
  /** The customer app delivers straight to the intake instead of through Segment. */
  readonly directIntake?: boolean;
  readonly shellDir?: string;
  /** Other outside parties, by the host name that the apps call, and variables that the vendor's app needs for them. */
  readonly network?: Readonly<Record<string, string>>;
  readonly extraVendorVariables?: Readonly<Record<string, string>>;
  engineFor(installationId: string, isVendor: boolean): Promise<SqlEngine>;
};
export type Running = {
  readonly host: Host;
  readonly sink: SegmentSink;
  readonly marketplace: MarketplaceServer;
  readonly vendorSite: string;
  readonly vendorInstallationId: string;
  readonly customerSites: readonly string[];
  readonly intakeUrl: string;
  stop(): Promise<void>;
};

/**
 * Both apps on one local Forge, and the outside parties as servers of their own: a Segment-protocol sink that forwards the
 * customers' source to the vendor's intake, and a Marketplace server with the simulated vendor's licences and sales.
 */
export async function composeHost(options: ComposeOptions): Promise<Running> {
  let clock = options.now ?? Date.now;
  /** The host's clock, once there is one: outside parties live in the same time, also when it is moved. */
  const now = () => clock();
  const { vendor } = options;
  const demo = vendor.demoSites(options.sites ?? CUSTOMER_SITES);
  const vendorSite = vendor.vendorSite.site;
  const usersOf = new Map<string, readonly User[]>([...demo, vendor.vendorSite].map((each) => [each.site.slug, each.users]));
  const users = (slug: string) => usersOf.get(slug) ?? [];
  const direct = options.directIntake === true;
  const network: Record<string, string> = { ...options.network };
  let sink: SegmentSink | null = null;

  const marketplace = await startMarketplaceServer({ port: 0, vendor, ...MARKETPLACE_LOGIN, now });
  network['api.atlassian.com'] = marketplace.url;
  let announce: (installationId: string) => void = () => undefined;
  /** Known once the host has installed the vendor's app; no database is opened before. */
  const vendorInstallation = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const host = await startHost({
    port: options.port,
    live: options.live,
    ...(options.now === undefined ? {} : { now: options.now }),
    ...(options.shellDir === undefined ? {} : { shellDir: options.shellDir }),
    network,
    sqlEngineFor: async (installationId) => await options.engineFor(installationId, installationId === (await vendorInstallation)),
    sink: (limit) => Promise.resolve(sink?.events(limit) ?? []),
    // Straight to the intake, nothing passes the sink and nobody counts.
    ...(direct ? {} : { eventsDelivered: () => sink?.trackedFrom(CUSTOMER_SOURCE) ?? 0 }),
    links: [{ label: "The vendor's console", href: `/site/${vendorSite.slug}/jira/apps/console-global` }],
    apps: [
      {
        key: CUSTOMER_APP,
        folder: join(process.cwd(), direct ? 'dist/customer-direct' : 'dist/customer'),
        variables: customerVariables(direct ? { intakeUrl: `https://${INTAKE_HOST}` } : {}),
        installations: demo.map(({ site, license }) => ({ site, license })),
        users,
      },
      {
        key: VENDOR_APP,
        folder: join(process.cwd(), 'dist/vendor'),
        variables: { ...vendorVariables(vendor.vendorId), ...options.extraVendorVariables },
        installations: [{ site: vendorSite, license: null }],
        users,
      },
    ],
  });
  clock = host.now;
  const vendorInstallationId = host.installation(VENDOR_APP, vendorSite.slug).installationId;
  announce(vendorInstallationId);
  const intakeUrl = host.webtriggerUrl(VENDOR_APP, vendorSite.slug, 'segment-intake');
  network[INTAKE_HOST] = intakeUrl;
  const segment = await startSegmentSink({
    port: 0,
    now,
    sources: [
      {
        name: CUSTOMER_SOURCE,
        writeKey: CUSTOMER_SOURCE_KEY,
        forwardTo: { url: intakeUrl, writeKey: INTAKE_WRITE_KEY, secret: INTAKE_SECRET },
      },
      { name: 'vendor', writeKey: VENDOR_SOURCE_KEY },
    ],
  });
  sink = segment;
  network['api.segment.io'] = segment.url;
  await options.engineFor(vendorInstallationId, true);

  return {
    host,
    sink: segment,
    marketplace,
    vendorSite: vendorSite.slug,
    vendorInstallationId,
    customerSites: demo.map(({ site }) => site.slug),
    intakeUrl,
    async stop() {
      await host.stop();
      await segment.stop();
      await marketplace.stop();
    },
  };
}
