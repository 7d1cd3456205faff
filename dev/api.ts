/**
 * The host's JSON API under `/__dev/api/`, shared by the server and the pages it serves. Every answer is
 * `{ ok: true, value }` or `{ ok: false, error: { name, message } }`.
 */
export type ApiAnswer<T> = { ok: true; value: T } | { ok: false; error: { name: string; message: string } };

export type ApiUser = { accountId: string; displayName: string; isAdmin: boolean; groups: string[] };
export type ApiModule = {
  /** Manifest module type, e.g. `jira:issuePanel`. */
  type: string;
  key: string;
  title: string;
  /** UI Kit runs in the page (`native`); Custom UI runs in a sandboxed iframe (`custom`). */
  render: 'native' | 'custom';
  /** `native`: address of the script bundle. `custom`: address of the iframe, on the second origin. */
  url: string;
  appKey: string;
  /** Address of the view in which a gadget or a macro is set up; absent where there is nothing to set up. */
  formUrl?: string;
  /** The app says itself what stands for it in an exported page. */
  isExported?: true;
};
export type ApiSite = {
  slug: string;
  name: string;
  cloudId: string;
  role: 'customer' | 'vendor';
  users: ApiUser[];
  modules: ApiModule[];
  license: { active: boolean; type: string; entitlement: string | null } | null;
  allowAnalyticsEgress: boolean;
  unsupported: string[];
};

/** GET sites */
export type SitesAnswer = { sites: ApiSite[]; links: { label: string; href: string }[] };

/** POST bridge: one `callBridge` of a UI, on behalf of a user of a site. `cmd` is the bridge's own command name. The answer's value is what the call resolves to. */
export type BridgeRequest = {
  site: string;
  accountId: string | null;
  appKey: string;
  moduleKey: string;
  extension: Record<string, unknown>;
  cmd: string;
  payload: unknown;
};

/** POST export: what the app puts into an exported page in its macro's place, in the Atlassian document format. */
export type ExportRequest = {
  site: string;
  accountId: string | null;
  appKey: string;
  moduleKey: string;
  exportType: 'pdf' | 'word' | 'other';
  config: Record<string, unknown>;
  contentId: string;
};

/** GET status */
export type StatusAnswer = {
  now: string;
  clockOffsetMs: number;
  queues: { appKey: string; site: string; queue: string; waiting: number; delayed: number; inFlight: number; dead: number }[];
  invocations: { total: number; failed: number; timedOut: number };
  /** Dollars at the published prices, by meter, and the total. `events`: how many events these dollars delivered, when known. */
  cost: { meters: { name: string; quantity: number; unit: string; dollars: number }[]; dollars: number; events?: number };
  triggers: { appKey: string; site: string; key: string; interval: string; lastRunAt: string | null; lastOutcome: string | null }[];
  webtriggers: { appKey: string; site: string; key: string; url: string }[];
  log: { at: string; appKey: string; site: string; level: string; text: string }[];
};

/** POST trigger { appKey, site, key } · POST queue { fault: { duplicate: boolean, failNext: number } } · POST clock { advanceMs } · POST sql { appKey, site, text } · POST egress { site, appKey, allow } · POST license { site, appKey, license } */
export type SqlAnswer = { columns: string[]; rows: (string | number | null)[][]; tookMs: number };

/** GET deadletters: `DeadLetter[]`, newest first. */
export type DeadLetter = {
  appKey: string;
  site: string;
  queue: string;
  eventId: string;
  at: string;
  attempts: number;
  reason: string;
  bytes: number;
};
/** GET sink: `SinkEvent[]`, what arrived at the Segment-protocol sink, newest first, at most 200. */
export type SinkEvent = {
  at: string;
  source: string;
  type: string;
  event: string | null;
  userId: string | null;
  anonymousId: string | null;
  groupId: string | null;
  messageId: string;
  raw: unknown;
};
