/**
 * How the parts of the local Forge meet. The app's code runs in a worker thread (one for each app, warm across sites, as
 * in the cloud); whatever it asks of the platform arrives in the main thread as a `ServiceRequest`, tagged with the
 * invocation it belongs to, and is answered by one service.
 */

export type Site = { readonly slug: string; readonly name: string; readonly cloudId: string; readonly role: 'customer' | 'vendor' };
export type User = {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly groups: readonly string[];
  readonly accountType: 'licensed' | 'unlicensed' | 'customer' | 'anonymous';
};

/** What the platform puts in `context.license`; absent for free apps and outside production. */
export type License = {
  readonly active: boolean;
  readonly type: string;
  readonly billingPeriod: string | null;
  readonly ccpEntitlementId: string | null;
  readonly ccpEntitlementSlug: string | null;
  readonly isEvaluation: boolean;
  readonly subscriptionEndDate: string | null;
  readonly supportEntitlementNumber: null;
  readonly trialEndDate: string | null;
  readonly capabilitySet: 'capabilityStandard' | 'capabilityAdvanced' | null;
};

/** One app on one site. KVS, SQL, queues and web triggers are all keyed by `installationId`. */
export type Installation = {
  readonly installationId: string;
  readonly appKey: string;
  readonly appId: string;
  readonly site: Site;
  readonly environmentType: 'PRODUCTION' | 'STAGING' | 'DEVELOPMENT';
  license: License | null;
  /** The admin's switch "Manage access to analytics": false removes every `category: analytics` egress. */
  allowAnalyticsEgress: boolean;
};

/** What a service may know of the invocation that asks. */
export type InvocationScope = {
  readonly invocationId: string;
  readonly installation: Installation;
  readonly functionKey: string;
  readonly user: User | null;
};

export type ServiceRequest = {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};
export type ServiceResponse = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
/** `now` is the host's clock (ms), which tests and the `/__dev/` page can move. */
export type Service = (scope: InvocationScope, request: ServiceRequest) => Promise<ServiceResponse>;
export type Now = () => number;

export const json = (status: number, body: unknown): ServiceResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
