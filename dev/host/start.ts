import type { Refusal } from '../egress/egress';
import type { Cost } from '../meter/meter';
import type { QueueFaults } from '../queue/queues';
import type { DeadLetter, SinkEvent } from '../api';
import type { Installation, License, Now, Service } from '../services';
import type { ScheduledTrigger } from '../schedule/schedule';
import { loadApp, type AppOptions, type HostedApp } from './app';
import { bundleWorker } from './bundle';
import { createClock } from './clock';
import { createHostLog, type LogLine } from './host-log';
import type { Kill } from './invoker';
import { createPlatform } from './platform';
import { createTimeline } from './timeline';

export type HostOptions = {
  readonly apps: readonly AppOptions[];
  /** 0 takes any free port. */
  readonly port: number;
  readonly now?: Now;
  /** Host name to the base URL of a local server. No other host can be reached. */
  readonly network: Readonly<Record<string, string>>;
  readonly shellDir?: string;
  /** Runs schedules and delays by real time; otherwise time passes through `advance` only. */
  readonly live: boolean;
  readonly logger?: (line: LogLine) => void;
  readonly links?: readonly { label: string; href: string }[];
  readonly sink?: () => Promise<readonly SinkEvent[]>;
  readonly services: { readonly kvs: Service; readonly sql: Service };
};

export type Invocation = { readonly site: string; readonly appKey: string; readonly accountId: string | null; readonly moduleKey: string; readonly functionKey: string; readonly payload?: unknown; readonly extension?: Readonly<Record<string, unknown>> };

export type Host = {
  readonly now: Now;
  invoke(invocation: Invocation): Promise<unknown>;
  runTrigger(site: string, appKey: string, key: string): Promise<string>;
  drainQueues(): Promise<void>;
  advance(ms: number): Promise<void>;
  installation(appKey: string, site: string): Installation;
  webtriggerUrl(appKey: string, site: string, key: string): string;
  setLicense(appKey: string, site: string, license: License | null): void;
  setAnalyticsEgress(appKey: string, site: string, allow: boolean): void;
  setEgressRefusal(refusal: Refusal): void;
  queueFaults(faults: QueueFaults): void;
  killAfter(kill: Kill): void;
  closeAccount(accountId: string): void;
  deadLetters(): readonly DeadLetter[];
  cost(of?: { appKey?: string; site?: string }): Cost;
  resetCost(): void;
  uninstall(appKey: string, site: string): Promise<void>;
  sendLifecycle(appKey: string, site: string, kind: 'installed' | 'upgraded'): Promise<void>;
  readonly log: readonly LogLine[];
  stop(): Promise<void>;
};
export async function startHost(options: HostOptions): Promise<Host> {
  const clock = createClock(options.now);
  const timeline = createTimeline({ now: clock.now, live: options.live });
  const log = createHostLog({ now: clock.now, ...(options.logger === undefined ? {} : { onLine: options.logger }) });
  const workerFile = await bundleWorker();
  const apps = new Map<string, HostedApp>();
  for (const app of options.apps) {
    apps.set(app.key, await loadApp(app, { clock, workerFile, onStray: (level, text) => log.write(null, level, text) }));
  }
  const platform = createPlatform({ clock, timeline, log, live: options.live, apps, network: options.network, ownUrl: () => '', services: options.services });
  const appOf = (key: string): HostedApp => {
    const app = apps.get(key);
    if (app === undefined) throw new Error(`No app "${key}"`);
    return app;
  };
  const installationOf = (appKey: string, site: string): Installation => {
    const found = appOf(appKey).installations.get(site);
    if (found === undefined) throw new Error(`"${appKey}" is not installed on "${site}"`);
    return found;
  };
  for (const app of apps.values()) for (const installation of app.installations.values()) platform.schedule.add(installation, triggersOf(app));

  return {
    now: clock.now,
    invoke: ({ site, appKey, accountId, moduleKey, functionKey, payload, extension }) => {
      const app = appOf(appKey);
      const user = app.users(site).find((candidate) => candidate.accountId === accountId) ?? null;
      return platform.functions.invoke({ app, installation: installationOf(appKey, site), user, moduleKey, functionKey, payload, extension: extension ?? {} });
    },
    async runTrigger(site, appKey, key) {
      const outcome = await platform.schedule.runNow(installationOf(appKey, site), key);
      if (outcome === null) throw new Error(`"${appKey}" has no scheduled trigger "${key}"`);
      return outcome;
    },
    drainQueues: () => platform.settled(),
    advance: (ms) => platform.advance(ms),
    installation: installationOf,
    webtriggerUrl: (appKey, site, key) => platform.webtriggers.addressOf(installationOf(appKey, site), key).id,
    setLicense: (appKey, site, license) => {
      installationOf(appKey, site).license = license;
    },
    setAnalyticsEgress: (appKey, site, allow) => {
      installationOf(appKey, site).allowAnalyticsEgress = allow;
    },
    setEgressRefusal: platform.setRefusal,
    queueFaults: platform.setQueueFaults,
    killAfter: platform.invoker.killAfter,
    closeAccount: platform.product.closeAccount,
    deadLetters: platform.queues.deadLetters,
    cost: platform.meter.cost,
    resetCost: platform.meter.reset,
    async uninstall(appKey, site) {
      const installation = installationOf(appKey, site);
      await platform.functions.preUninstall(installation);
      platform.schedule.remove(installation.installationId);
      platform.queues.removeAll(installation.installationId);
      platform.webtriggers.removeAll(installation.installationId);
      appOf(appKey).installations.delete(site);
    },
    sendLifecycle: (appKey, site, kind) => platform.functions.lifecycle(installationOf(appKey, site), kind),
    log: log.lines,
    async stop() {
      timeline.stop();
      await Promise.all([...apps.values()].map((app) => app.worker.stop()));
    },
  };
}

const triggersOf = (app: HostedApp): ScheduledTrigger[] =>
  app.manifest.schedules.map((trigger) => ({ key: trigger.key, functionKey: trigger.function, interval: trigger.interval, onlyLicensed: trigger.filter?.appIsLicensed === true }));
