import type { Installation, License, Site, User } from '../services';
import { createAppWorker, type AppWorker } from './app-worker';
import { bundleApp } from './bundle';
import type { Clock } from './clock';
import { stableUuid } from './ids';
import { DEFAULT_MEMORY_MB, MAX_MEMORY_MB } from './limits';
import { loadManifest, type AppManifest } from './manifest';

export type AppOptions = {
  readonly key: string;
  /** Holds `manifest.yml` and `src/`. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly installations: readonly {
    readonly site: Site;
    readonly license: License | null;
    readonly environmentType?: Installation['environmentType'];
  }[];
  readonly users: (siteSlug: string) => readonly User[];
};

/** Apart, so that a page does not wait for a consumer that computes: the cloud never runs two invocations in one thread at a time. */
export type AppWorkers = { readonly asked: AppWorker; readonly background: AppWorker };

/** One app that the host runs: its manifest, its workers and where it is installed. */
export type HostedApp = {
  readonly key: string;
  readonly folder: string;
  readonly manifest: AppManifest;
  readonly memoryMB: number;
  readonly workers: AppWorkers;
  readonly installations: Map<string, Installation>;
  readonly users: (siteSlug: string) => readonly User[];
};

export async function loadApp(
  options: AppOptions,
  host: { clock: Clock; workerFile: string; onStray: (level: string, text: string) => void },
): Promise<HostedApp> {
  const manifest = await loadManifest(options.folder);
  const memoryMB = manifest.memoryMB ?? DEFAULT_MEMORY_MB;
  if (memoryMB > MAX_MEMORY_MB)
    throw new RangeError(`${options.key}: memoryMB is ${memoryMB}, the platform gives at most ${MAX_MEMORY_MB}`);
  const appFile = await bundleApp(options.key, options.folder, manifest);
  const setup = { appFile, clock: host.clock.shared };
  const createWorker = (): AppWorker =>
    createAppWorker({ workerFile: host.workerFile, setup, memoryMB, variables: options.variables, onStray: host.onStray });
  const installations = options.installations.map(({ site, license, environmentType }): Installation => ({
    installationId: stableUuid('installation', manifest.appId, site.cloudId),
    appKey: options.key,
    appId: manifest.appId,
    site,
    environmentType: environmentType ?? 'PRODUCTION',
    license,
    allowAnalyticsEgress: true,
  }));
  return {
    key: options.key,
    folder: options.folder,
    manifest,
    memoryMB,
    workers: { asked: createWorker(), background: createWorker() },
    installations: new Map(installations.map((installation) => [installation.site.slug, installation])),
    users: (siteSlug) => options.users(siteSlug),
  };
}
