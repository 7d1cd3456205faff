import type { Installation, License, User } from '../services';
import type { HostedApp } from './app';
import { stableUuid } from './ids';
import type { RuntimeFields } from './worker/messages';

/** Who and what an invocation is about, before the platform's three views of it are made. */
export type Occasion = {
  readonly app: HostedApp;
  readonly installation: Installation;
  readonly functionKey: string;
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly user: User | null;
};

export const APP_VERSION = '1.0.0';
export const environmentIdOf = (installation: Installation): string =>
  stableUuid('environment', installation.appId, installation.environmentType);
const siteAri = (installation: Installation): string => `ari:cloud:jira::site/${installation.site.cloudId}`;
const installationAri = (installation: Installation): string => `ari:cloud:ecosystem::installation/${installation.installationId}`;
export const siteUrlOf = (installation: Installation): string => `https://${installation.site.slug}.atlassian.net`;

/** A licence exists for paid apps only; nothing tells the app that the field is missing. */
const licenseOf = ({ app, installation }: Occasion): License | undefined =>
  app.manifest.licensed ? (installation.license ?? undefined) : undefined;
const installationView = (installation: Installation): Record<string, unknown> => ({
  ari: { installationId: installation.installationId, value: installationAri(installation) },
  contexts: [{ cloudId: installation.site.cloudId }],
});

/** The data of `__forge_runtime__`. */
export function runtimeFields(occasion: Occasion, invocationId: string): RuntimeFields {
  const { app, installation, user } = occasion;
  return {
    contextAri: siteAri(installation),
    aaid: user?.accountId,
    appContext: {
      appId: app.manifest.appId,
      appVersion: APP_VERSION,
      environmentId: environmentIdOf(installation),
      environmentType: installation.environmentType,
      invocationId,
      installationId: installation.installationId,
      functionKey: occasion.functionKey,
      moduleType: occasion.moduleType,
      moduleKey: occasion.moduleKey,
      license: licenseOf(occasion),
      installation: installationView(installation),
      permissions: { scopes: app.manifest.scopes, external: app.manifest.rawPermissions.external ?? {} },
    },
  };
}

/** The second argument of every function. Whatever runs without a user has no principal. */
export function backendPayload(occasion: Occasion): Record<string, unknown> {
  const { installation, user } = occasion;
  return {
    installContext: siteAri(installation),
    ...(user === null ? {} : { principal: { accountId: user.accountId } }),
    license: licenseOf(occasion),
    installation: installationView(installation),
  };
}

/** The context of a resolver, and what a UI's own `getContext` shows of it. */
export function uiContext(occasion: Occasion, extension: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { app, installation, user, moduleKey, moduleType } = occasion;
  const environmentId = environmentIdOf(installation);
  return {
    ...(user === null || user.accountType === 'anonymous' ? {} : { accountId: user.accountId }),
    accountType: user?.accountType ?? 'anonymous',
    cloudId: installation.site.cloudId,
    environmentId,
    environmentType: installation.environmentType,
    extension: { type: moduleType, ...extension },
    license: licenseOf(occasion),
    locale: 'en-US',
    localId: `ari:cloud:ecosystem::extension/${app.manifest.appId}/${environmentId}/static/${moduleKey}`,
    moduleKey,
    siteUrl: siteUrlOf(installation),
    timezone: 'UTC',
  };
}

/** What triggers and scheduled functions receive first. */
export function triggerPayload({ installation, moduleKey }: Occasion): Record<string, unknown> {
  return { context: { cloudId: installation.site.cloudId, moduleKey }, contextToken: 'local' };
}

/** An event of the app's own life. `upgraded` is sent for major versions only. */
export function lifecyclePayload(occasion: Occasion, kind: 'installed' | 'upgraded', installer: User | undefined): Record<string, unknown> {
  const { app, installation } = occasion;
  return {
    ...triggerPayload(occasion),
    eventType: `avi:forge:${kind}:app`,
    id: installationAri(installation),
    ...(installer === undefined
      ? {}
      : kind === 'installed'
        ? { installerAccountId: installer.accountId }
        : { upgraderAccountId: installer.accountId }),
    app: { id: `ari:cloud:ecosystem::app/${app.manifest.appId}`, version: APP_VERSION, name: app.key },
    environment: { id: `ari:cloud:ecosystem::environment/${app.manifest.appId}/${environmentIdOf(installation)}` },
  };
}
