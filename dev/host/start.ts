import type { ScheduledTrigger } from '../schedule/schedule';
import { createMeter } from '../meter/meter';
import type { Installation } from '../services';
import { loadApp, type HostedApp } from './app';
import { bundleWorker } from './bundle';
import { createClock } from './clock';
import type { Host, HostOptions } from './host';
import { createHostLog } from './host-log';
import { answerApi, type ApiParts } from './http/api';
import { describeSites, describeStatus } from './http/api-site';
import { startCustomUi } from './http/custom-ui';
import { startPages } from './http/pages';
import { createPlatform } from './platform';
import { createStorage } from './storage';
import { createTimeline } from './timeline';

/** Starts a local Forge around some apps, bound to this machine. */
export async function startHost(options: HostOptions): Promise<Host> {
  const clock = createClock(options.now);
  const timeline = createTimeline({ now: clock.now, live: options.live });
  const log = createHostLog({ now: clock.now, ...(options.logger === undefined ? {} : { onLine: options.logger }) });
  const workerFile = await bundleWorker();
  const apps = new Map<string, HostedApp>();
  for (const app of options.apps) {
    const onStray = (level: string, text: string): void => {
      log.write(null, level, `${app.key}: ${text}`);
    };
    apps.set(app.key, await loadApp(app, { clock, workerFile, onStray }));
  }
  const appOf = (key: string): HostedApp => apps.get(key) ?? unknown(`app "${key}"`);
  const installationOf = (appKey: string, site: string): Installation =>
    appOf(appKey).installations.get(site) ?? unknown(`installation of "${appKey}" on "${site}"`);

  const askerOf = ({ site, appKey, accountId }: { site: string; appKey: string; accountId: string | null }) => {
    const app = appOf(appKey);
    const user = app.users(site).find((candidate) => candidate.accountId === accountId) ?? null;
    return { app, installation: installationOf(appKey, site), user };
  };

  const meter = createMeter();
  /** Dollars and the events that they paid for are counted from the same moment. */
  let eventsBeforeReset = 0;
  const enforceRates = options.enforceRates ?? true;
  const installed = [...apps.values()].flatMap((app) => [...app.installations.values()]);
  const owners = new Map(installed.map((installation) => [installation.installationId, installation]));
  const storage = createStorage({
    now: clock.now,
    meter,
    enforceRates,
    isTimeStill: options.now !== undefined,
    engineFor: (id) => options.sqlEngineFor(id),
    entitiesOf: ({ appKey }) => appOf(appKey).manifest.entities,
    ownerOf: (id) => owners.get(id) ?? unknown(`installation "${id}"`),
  });
  const platform = createPlatform({
    clock,
    timeline,
    log,
    meter,
    storage,
    enforceRates,
    live: options.live,
    apps,
    network: options.network,
    ownUrl: () => pages.origin,
    maxRequestMs: options.maxRequestMs,
    onEgress: options.onEgress,
  });
  const pages = await startPages({
    port: options.port,
    shellDir: options.shellDir,
    apps,
    platform: () => platform,
    api: (asked) => answerApi(apiParts, asked),
  });
  const customUi = await startCustomUi({ port: options.customUiPort ?? 0, apps, hostOrigin: () => pages.origin });

  const host: Host = {
    url: pages.origin,
    customUiUrl: customUi.origin,
    now: clock.now,
    invoke: async ({ moduleKey, functionKey, payload, extension, ...who }) =>
      platform.functions.invoke({ ...askerOf(who), moduleKey, functionKey, payload, extension: extension ?? {} }),
    exportMacro: async ({ moduleKey, exportType, config, contentId, ...who }) =>
      platform.functions.exportMacro({ ...askerOf(who), moduleKey, exportType, config, contentId }),
    async runTrigger(site, appKey, key) {
      const outcome = await platform.schedule.runNow(installationOf(appKey, site), key);
      return outcome ?? unknown(`scheduled trigger "${key}" of "${appKey}"`);
    },
    drainQueues: platform.settled,
    advance: platform.advance,
    installation: installationOf,
    webtriggerUrl: (appKey, site, key) =>
      `${pages.origin}/__dev/webtrigger/${platform.webtriggers.addressOf(installationOf(appKey, site), key).id}`,
    setLicense: (appKey, site, license) => {
      installationOf(appKey, site).license = license;
    },
    setAnalyticsEgress: (appKey, site, allow) => {
      installationOf(appKey, site).allowAnalyticsEgress = allow;
    },
    setEgressRefusal: platform.setRefusal,
    queueFaults: platform.queues.setFaults,
    killAfter: platform.invoker.killAfter,
    closeAccount: platform.product.closeAccount,
    changeAccount: (accountId) => {
      platform.product.changeAccount(accountId, clock.now());
    },
    deadLetters: platform.queues.deadLetters,
    cost: meter.cost,
    resetCost: () => {
      meter.reset();
      eventsBeforeReset = options.eventsDelivered?.() ?? 0;
    },
    counts: () => ({ ...platform.invoker.counts }),
    async uninstall(appKey, site) {
      const installation = installationOf(appKey, site);
      await platform.functions.preUninstall(installation);
      platform.schedule.remove(installation.installationId);
      platform.queues.removeAll(installation.installationId);
      platform.webtriggers.removeAll(installation.installationId);
      appOf(appKey).installations.delete(site);
    },
    sendLifecycle: (appKey, site, kind) => platform.functions.lifecycle(installationOf(appKey, site), kind),
    unsupported: (appKey) => appOf(appKey).manifest.unsupported,
    kvs: storage.kvs,
    log: log.lines,
    async stop() {
      timeline.stop();
      await Promise.all([
        pages.stop(),
        customUi.stop(),
        ...[...apps.values()].flatMap(({ workers }) => Object.values(workers).map((worker) => worker.stop())),
      ]);
    },
  };
  const apiParts: ApiParts = {
    host,
    options,
    apps,
    sites: () => describeSites(apps, customUi.origin),
    status: () =>
      describeStatus({
        platform,
        meter,
        apps,
        now: clock.now(),
        clockOffsetMs: clock.offsetMs(),
        eventsDelivered: options.eventsDelivered === undefined ? null : options.eventsDelivered() - eventsBeforeReset,
        log: [...log.lines],
        hostOrigin: pages.origin,
      }),
  };
  for (const installation of installed) platform.schedule.add(installation, triggersOf(appOf(installation.appKey)));
  return host;
}

function unknown(what: string): never {
  throw new Error(`There is no ${what}`);
}

const triggersOf = (app: HostedApp): ScheduledTrigger[] =>
  app.manifest.schedules.map((trigger) => ({
    key: trigger.key,
    functionKey: trigger.function,
    interval: trigger.interval,
    onlyLicensed: trigger.filter?.appIsLicensed === true,
  }));
