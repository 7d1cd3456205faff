import { getAppContext } from '@forge/api';

/** What the platform says of the running invocation, as it says it. */
export type Invocation = {
  readonly appVersion: string;
  readonly environmentType: string;
  /** The site of the installation, when the platform names one. */
  readonly cloudId: string | null;
  readonly license: unknown;
  /** Key of the manifest module that the invocation came through. */
  readonly moduleKey: string;
};

export function currentInvocation(): Invocation {
  const app = getAppContext();
  return {
    appVersion: app.appVersion,
    environmentType: app.environmentType,
    cloudId: app.installation?.contexts.find((context) => context.cloudId !== undefined)?.cloudId ?? null,
    license: app.license,
    moduleKey: app.moduleKey,
  };
}
