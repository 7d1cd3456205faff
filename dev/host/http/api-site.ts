import type { ApiModule, ApiSite, StatusAnswer } from '../../api';
import type { Meter } from '../../meter/meter';
import type { HostedApp } from '../app';
import type { Platform } from '../platform';

const resourceUrl = (app: HostedApp, render: 'native' | 'custom', resource: string, customUiOrigin: string): string =>
  render === 'native' ? `/__dev/ui/${app.key}/${resource}.js` : `${customUiOrigin}/r/${app.key}/${resource}/`;

/** Every site with all that is installed on it. */
export function describeSites(apps: ReadonlyMap<string, HostedApp>, customUiOrigin: string): ApiSite[] {
  const sites = new Map<string, ApiSite>();
  for (const app of apps.values()) {
    for (const installation of app.installations.values()) {
      const { site, license, allowAnalyticsEgress } = installation;
      const modules = app.manifest.ui.map(({ type, key, title, render, resource, formResource, exportFunctionKey }): ApiModule => ({
        ...{ type, key, title, render },
        url: resourceUrl(app, render, resource, customUiOrigin),
        appKey: app.key,
        ...(formResource === null ? {} : { formUrl: resourceUrl(app, render, formResource, customUiOrigin) }),
        ...(exportFunctionKey === null ? {} : { isExported: true }),
      }));
      const users = app
        .users(site.slug)
        .map(({ accountId, displayName, isAdmin, groups }) => ({ accountId, displayName, isAdmin, groups: [...groups] }));
      const unsupported = app.manifest.unsupported.map((name) => `${app.key}: ${name}`);
      const known = sites.get(site.slug);
      sites.set(site.slug, {
        slug: site.slug,
        name: site.name,
        cloudId: site.cloudId,
        role: site.role,
        users: known?.users ?? users,
        modules: [...(known?.modules ?? []), ...modules],
        license:
          known?.license ??
          (license === null ? null : { active: license.active, type: license.type, entitlement: license.ccpEntitlementSlug }),
        allowAnalyticsEgress: (known?.allowAnalyticsEgress ?? true) && allowAnalyticsEgress,
        unsupported: [...(known?.unsupported ?? []), ...unsupported],
      });
    }
  }
  return [...sites.values()];
}

const SHOWN_LOG_LINES = 300;

export function describeStatus(options: {
  platform: Platform;
  meter: Meter;
  apps: ReadonlyMap<string, HostedApp>;
  now: number;
  clockOffsetMs: number;
  eventsDelivered: number | null;
  log: StatusAnswer['log'];
  hostOrigin: string;
}): StatusAnswer {
  const { platform } = options;
  const cost = options.meter.cost();
  return {
    now: new Date(options.now).toISOString(),
    clockOffsetMs: options.clockOffsetMs,
    queues: platform.queues
      .status()
      .map(({ installation, ...counts }) => ({ appKey: installation.appKey, site: installation.site.slug, ...counts })),
    invocations: { ...platform.invoker.counts },
    cost: {
      meters: [...cost.meters],
      dollars: cost.dollars,
      ...(options.eventsDelivered === null ? {} : { events: options.eventsDelivered }),
    },
    triggers: platform.schedule
      .status()
      .map(({ installation, ...trigger }) => ({ appKey: installation.appKey, site: installation.site.slug, ...trigger })),
    webtriggers: [...options.apps.values()].flatMap((app) =>
      [...app.installations.values()].flatMap((installation) =>
        app.manifest.webtriggers.map(({ key }) => ({
          appKey: app.key,
          site: installation.site.slug,
          key,
          url: `${options.hostOrigin}/__dev/webtrigger/${platform.webtriggers.addressOf(installation, key).id}`,
        })),
      ),
    ),
    log: options.log.slice(-SHOWN_LOG_LINES).reverse(),
  };
}
