import { z } from 'zod';
import type { HttpOutcome, HttpPort, VariablesPort } from '../platform/ports';
import type { MarketplaceFeed } from '../store/queries/sync-feed';

const BASE = 'https://api.atlassian.com/marketplace/rest/3';
const FEED_PATHS: Record<MarketplaceFeed, string> = { licences: 'licenses', transactions: 'sales/transactions' };
/** A large export takes a while to arrive; a function has 900 s in all. */
const TIMEOUT_MS = 120_000;
const MAX_RETRY_SECONDS = 900;
const BUSY_RETRY_SECONDS = 60;

export type FailureCode =
  | 'not-configured'
  | 'token-expired'
  | 'role-missing'
  | 'vendor-unknown'
  | 'egress-blocked'
  | 'export-failed'
  | 'export-stuck'
  | 'export-incomplete'
  | 'refused'
  | 'api-gone';
export type MarketplaceFailure = { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };
export type MarketplaceRetry = { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string };
type Trouble = MarketplaceFailure | MarketplaceRetry;

/** Query parameters in order; a repeated name is a list (the Marketplace misreads commas without saying so). */
export type ExportParameters = readonly (readonly [name: string, value: string])[];

/** Vendor reports of the Marketplace REST API, version 3. Every call answers with a closed union and never throws for what the far side does. */
export type MarketplaceClient = {
  developerId(): Promise<{ kind: 'found'; developerId: string } | Trouble>;
  startExport(
    feed: MarketplaceFeed,
    developerId: string,
    parameters: ExportParameters,
  ): Promise<{ kind: 'started'; exportId: string } | Trouble>;
  exportStatus(feed: MarketplaceFeed, developerId: string, exportId: string): Promise<{ kind: 'ready' } | { kind: 'processing' } | Trouble>;
  /** The rows of a finished export; none of them when the body was cut off on its way. */
  downloadExport(
    feed: MarketplaceFeed,
    developerId: string,
    exportId: string,
  ): Promise<{ kind: 'rows'; rows: readonly unknown[] } | { kind: 'processing' } | Trouble>;
};

const DeveloperSpace = z.looseObject({ developerId: z.string().min(1).max(64) });
const Started = z.looseObject({ export: z.looseObject({ id: z.string().min(1).max(100) }) });
const Status = z.looseObject({ export: z.looseObject({ status: z.string() }) });

/** The client for the configured vendor, or what is missing: e-mail, token and vendor id are variables of the app. */
export function marketplaceClient(http: HttpPort, variable: VariablesPort): MarketplaceClient | MarketplaceFailure {
  const [email, token, vendorId] = ['MARKETPLACE_EMAIL', 'MARKETPLACE_TOKEN', 'MARKETPLACE_VENDOR_ID'].map(
    (name) => variable(name)?.trim() ?? '',
  );
  if (!email || !token || !vendorId) return failed('not-configured');
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const ask = (method: 'GET' | 'POST', path: string) =>
    http({ url: `${BASE}${path}`, method, headers: { accept: 'application/json', authorization }, timeoutMs: TIMEOUT_MS });
  const exportPath = (feed: MarketplaceFeed, developerId: string) =>
    `/reporting/developer-space/${encodeURIComponent(developerId)}/${FEED_PATHS[feed]}/async/export`;

  return {
    async developerId() {
      const answer = await ask('GET', `/developer-space/vendor/${encodeURIComponent(vendorId)}`);
      if (answer.kind === 'answered' && answer.status === 404) return failed('vendor-unknown');
      const read = readAs(DeveloperSpace, answer);
      return read.kind === 'read' ? { kind: 'found', developerId: read.value.developerId } : read;
    },
    async startExport(feed, developerId, parameters) {
      const query = [...parameters, ['accept', 'json'] as const]
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
        .join('&');
      const read = readAs(Started, await ask('POST', `${exportPath(feed, developerId)}?${query}`));
      return read.kind === 'read' ? { kind: 'started', exportId: read.value.export.id } : read;
    },
    // The answers also carry links, but relative to changing roots; the id is the only part to rely on.
    async exportStatus(feed, developerId, exportId) {
      const answer = await ask('GET', `${exportPath(feed, developerId)}/${encodeURIComponent(exportId)}/status`);
      if (answer.kind === 'answered' && answer.status === 404) return { kind: 'processing' };
      const read = readAs(Status, answer);
      if (read.kind !== 'read') return read;
      switch (read.value.export.status.toUpperCase()) {
        case 'COMPLETED':
          return { kind: 'ready' };
        case 'QUEUED':
        case 'IN_PROGRESS':
          return { kind: 'processing' };
        default:
          return failed('export-failed');
      }
    },
    async downloadExport(feed, developerId, exportId) {
      const answer = await ask('GET', `${exportPath(feed, developerId)}/${encodeURIComponent(exportId)}?accept=json`);
      if (answer.kind === 'answered' && answer.status === 404) return { kind: 'processing' };
      const read = readAs(z.array(z.unknown()), answer);
      return read.kind === 'read'
        ? { kind: 'rows', rows: read.value }
        : read.kind === 'retry' && read.reason === UNREADABLE
          ? INCOMPLETE
          : read;
    },
  };
}

const UNREADABLE = 'answer-unreadable';
export const INCOMPLETE_REASON = 'export-incomplete';
const INCOMPLETE: MarketplaceRetry = { kind: 'retry', afterSeconds: 30, reason: INCOMPLETE_REASON };

function readAs<S extends z.ZodType>(schema: S, answer: HttpOutcome): { kind: 'read'; value: z.output<S> } | Trouble {
  switch (answer.kind) {
    case 'egress-blocked':
      return failed('egress-blocked');
    case 'unreachable':
      return { kind: 'retry', afterSeconds: BUSY_RETRY_SECONDS, reason: 'unreachable' };
    case 'answered': {
      if (answer.status < 200 || answer.status >= 300) return troubleOf(answer.status, answer.headers['retry-after']);
      const parsed = schema.safeParse(jsonOf(answer.body));
      return parsed.success ? { kind: 'read', value: parsed.data } : { kind: 'retry', afterSeconds: 30, reason: UNREADABLE };
    }
  }
}

/** The value, or undefined for a body that is no JSON: a cut-off body is not an error of ours. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function troubleOf(status: number, retryAfter: string | undefined): Trouble {
  if (status === 401) return failed('token-expired');
  if (status === 403) return failed('role-missing');
  if (status === 410) return failed('api-gone');
  if (status === 408 || status === 429 || status >= 500)
    return { kind: 'retry', afterSeconds: retrySeconds(retryAfter), reason: `status-${String(status)}` };
  return failed('refused', `The Marketplace refused the request with status ${String(status)}.`);
}

/** Seconds of a Retry-After header, between 1 and 900; a minute without a readable one. */
function retrySeconds(header: string | undefined): number {
  const seconds = header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) : BUSY_RETRY_SECONDS;
  return Math.min(MAX_RETRY_SECONDS, Math.max(1, seconds));
}

const SENTENCES: Record<FailureCode, string> = {
  'not-configured':
    'The Marketplace sync needs the variables MARKETPLACE_EMAIL, MARKETPLACE_TOKEN and MARKETPLACE_VENDOR_ID of the vendor app.',
  'token-expired':
    'The Marketplace refused the API token: it has expired or was revoked. Create a new one in the account settings of the account in MARKETPLACE_EMAIL (Security, API tokens), set it as the encrypted variable MARKETPLACE_TOKEN and deploy again.',
  'role-missing':
    'The account in MARKETPLACE_EMAIL may not see the reports. Give it a Marketplace role that can view sales and all other reports, for example data analyst, and let it sign in once.',
  'vendor-unknown':
    'The Marketplace does not know the vendor in MARKETPLACE_VENDOR_ID: use the number from the address of your vendor pages.',
  'egress-blocked': 'The platform does not let the app reach the Marketplace. Deploy the vendor app, whose manifest declares that address.',
  'export-failed': 'The Marketplace could not make the export. The next hourly sync asks for it again.',
  'export-stuck': 'The Marketplace did not finish the export in time. The next hourly sync asks for it again.',
  'export-incomplete': 'The export arrived incomplete several times; nothing of it was stored. The next hourly sync asks for it again.',
  refused: 'The Marketplace refused the request.',
  'api-gone': 'The Marketplace has retired this version of its API. Update the app.',
};

export function failed(code: FailureCode, message: string = SENTENCES[code]): MarketplaceFailure {
  return { kind: 'failed', code, message };
}
