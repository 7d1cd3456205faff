import { z } from 'zod';
import type { HttpOutcome, HttpPort, VariablesPort } from '../platform/ports';
import { totalCount } from './feed-answers';
import { failed } from './failure';
import type { FailureCode, MarketplaceFailure } from './failure';

const HOST = 'https://api.atlassian.com';
const MARKETPLACE = '/marketplace/rest/3';
/** A large export takes a while to arrive; a function has 900 s in all. */
const TIMEOUT_MS = 120_000;
const MAX_RETRY_SECONDS = 900;
const BUSY_RETRY_SECONDS = 60;

export type MarketplaceRetry = { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string };
type Trouble = MarketplaceFailure | MarketplaceRetry;
type ExportState = { kind: 'ready' } | { kind: 'processing' } | { kind: 'missing' } | { kind: 'export-failed' };

/** Query parameters in order; a repeated name is a list (the Marketplace misreads commas without saying so). */
export type ExportParameters = readonly (readonly [name: string, value: string])[];
export type Product = { readonly productId: string; readonly appKey: string };
type Listed<T> = { readonly kind: 'listed'; readonly items: readonly T[] };

/**
 * Vendor reports of the Marketplace REST API, version 3. Every call answers with a closed union and never throws for what the
 * far side does. A path is what follows the host; whoever made it has encoded what is not its own.
 */
export type MarketplaceClient = {
  readonly vendorId: string;
  developerId(): Promise<{ kind: 'found'; developerId: string } | Trouble>;
  products(developerId: string): Promise<Listed<Product> | Trouble>;
  /** One id for each hosting of an app. */
  softwareIds(appKey: string): Promise<Listed<string> | Trouble>;
  /** How many rows an export with these parameters would have; null where the report will not say. */
  count(path: string, parameters: ExportParameters): Promise<{ kind: 'counted'; rows: number | null } | MarketplaceFailure>;
  startExport(path: string, parameters: ExportParameters): Promise<{ kind: 'started'; exportId: string } | Trouble>;
  /** `missing`: nobody knows the export, now or any more. */
  exportStatus(path: string, exportId: string): Promise<ExportState | Trouble>;
  /** The text of a finished export, whole or cut off on its way: whoever reads it finds out. */
  downloadExport(path: string, exportId: string): Promise<{ kind: 'text'; text: string } | ExportState | Trouble>;
  /** Any other answer, as JSON; with a `body` it is asked by POST. */
  ask(path: string, parameters: ExportParameters, body?: unknown): Promise<{ kind: 'answer'; answer: unknown } | Trouble>;
  /** Writes the vendor's answer under a review, or takes it away when it is null. */
  replyToReview(productId: string, reviewId: string, reply: string | null): Promise<{ kind: 'replied' } | Trouble>;
};

const DeveloperSpace = z.looseObject({ developerId: z.string().min(1).max(64) });
const Started = z.looseObject({ export: z.looseObject({ id: z.string().min(1).max(100) }) });
const Status = z.looseObject({ export: z.looseObject({ status: z.string() }) });
const Products = z.looseObject({
  items: z.array(z.looseObject({ productId: z.string().min(1).max(100), appKey: z.string().max(200).default('') })),
  cursor: z.string().nullish(),
});
const Software = z.union([z.array(z.unknown()), z.looseObject({ items: z.array(z.unknown()) }).transform((one) => one.items)]);
const SoftwareId = z.looseObject({ appSoftwareId: z.string().min(1).max(100) });
const MAX_PRODUCT_PAGES = 20;
/** Statuses that mean something else to a reply than to a report. */
const REPLY_REFUSALS = new Map<number, FailureCode>([
  [403, 'reply-forbidden'],
  [404, 'review-gone'],
  [409, 'reply-conflict'],
]);

/** The client for the configured vendor, or what is missing: e-mail, token and vendor id are variables of the app. */
export function marketplaceClient(http: HttpPort, variable: VariablesPort): MarketplaceClient | MarketplaceFailure {
  const [email, token, vendorId] = ['MARKETPLACE_EMAIL', 'MARKETPLACE_TOKEN', 'MARKETPLACE_VENDOR_ID'].map(
    (name) => variable(name)?.trim() ?? '',
  );
  if (!email || !token || !vendorId) return failed('not-configured');
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, parameters: ExportParameters = [], body?: unknown) =>
    http({
      url: `${HOST}${path}${queryOf(parameters)}`,
      method,
      headers: { accept: 'application/json', authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
    });
  const answerOf = (outcome: HttpOutcome) => {
    const read = readAs(z.unknown(), outcome);
    return read.kind === 'read' ? { kind: 'answer' as const, answer: read.value } : read;
  };

  return {
    vendorId: encodeURIComponent(vendorId),
    async developerId() {
      const answer = await send('GET', `${MARKETPLACE}/developer-space/vendor/${encodeURIComponent(vendorId)}`);
      if (answer.kind === 'answered' && answer.status === 404) return failed('vendor-unknown');
      const read = readAs(DeveloperSpace, answer);
      return read.kind === 'read' ? { kind: 'found', developerId: encodeURIComponent(read.value.developerId) } : read;
    },
    async products(developerId) {
      const items: Product[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MAX_PRODUCT_PAGES; page += 1) {
        const parameters: ExportParameters = [['limit', '50'], ...(cursor === null ? [] : [['cursor', cursor] as const])];
        const read = readAs(Products, await send('GET', `${MARKETPLACE}/product-listing/developer-space/${developerId}`, parameters));
        if (read.kind !== 'read') return read;
        items.push(...read.value.items.map(({ productId, appKey }) => ({ productId, appKey })));
        const next: string | null = read.value.cursor ?? null;
        if (next === null || next === cursor) break;
        cursor = next;
      }
      return { kind: 'listed', items };
    },
    async softwareIds(appKey) {
      const answer = await send('GET', `${MARKETPLACE}/app-software/app-key/${encodeURIComponent(appKey)}`);
      if (answer.kind === 'answered' && answer.status === 404) return { kind: 'listed', items: [] };
      const read = readAs(Software, answer);
      if (read.kind !== 'read') return read;
      const known = read.value.flatMap((one) => SoftwareId.safeParse(one).data ?? []);
      return { kind: 'listed', items: known.map(({ appSoftwareId }) => appSoftwareId) };
    },
    async count(path, parameters) {
      const read = readAs(z.unknown(), await send('GET', path, [...parameters, ['limit', '1']]));
      // The pages answer 5xx for a large report; then the export itself shows how large it is.
      const isHopeless = read.kind === 'failed' && read.code !== 'refused';
      return isHopeless ? read : { kind: 'counted', rows: read.kind === 'read' ? totalCount(read.value) : null };
    },
    async startExport(path, parameters) {
      const read = readAs(Started, await send('POST', `${path}/async/export`, [...parameters, ['accept', 'json']]));
      return read.kind === 'read' ? { kind: 'started', exportId: read.value.export.id } : read;
    },
    // The answers also carry links, but relative to changing roots; the id is the only part to rely on.
    async exportStatus(path, exportId) {
      const answer = await send('GET', `${exportPath(path, exportId)}/status`);
      if (answer.kind === 'answered' && answer.status === 404) return { kind: 'missing' };
      const read = readAs(Status, answer);
      return read.kind === 'read' ? stateOf(read.value.export.status) : read;
    },
    async downloadExport(path, exportId) {
      const answer = await send('GET', exportPath(path, exportId), [['accept', 'json']]);
      if (answer.kind === 'answered' && answer.status === 404) return { kind: 'processing' };
      const trouble = troubleIn(answer);
      return trouble ?? { kind: 'text', text: answer.kind === 'answered' ? answer.body : '' };
    },
    async ask(path, parameters, body) {
      const answer = await send(body === undefined ? 'GET' : 'POST', path, parameters, body);
      if (answer.kind === 'answered' && answer.status === 404) return failed('report-missing');
      return answerOf(answer);
    },
    async replyToReview(productId, reviewId, reply) {
      const path = `${MARKETPLACE}/products/${encodeURIComponent(productId)}/reviews/${encodeURIComponent(reviewId)}/response`;
      const answer = await (reply === null ? send('DELETE', path) : send('PUT', path, [], { content: reply }));
      const refusal = answer.kind === 'answered' ? REPLY_REFUSALS.get(answer.status) : undefined;
      // What is not there has no answer any more.
      if (refusal === 'review-gone' && reply === null) return { kind: 'replied' };
      return refusal === undefined ? (troubleIn(answer) ?? { kind: 'replied' }) : failed(refusal);
    },
  };
}

/** An export of a report lives below the report; one of marketing attribution below the developer space. */
function exportPath(path: string, exportId: string): string {
  return `${path.replace(/\/marketing-attribution$/, '')}/async/export/${encodeURIComponent(exportId)}`;
}

function queryOf(parameters: ExportParameters): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

function stateOf(status: string): ExportState {
  switch (status.toUpperCase()) {
    case 'COMPLETED':
      return { kind: 'ready' };
    case 'QUEUED':
    case 'IN_PROGRESS':
      return { kind: 'processing' };
    default:
      return { kind: 'export-failed' };
  }
}

function readAs<S extends z.ZodType>(schema: S, answer: HttpOutcome): { kind: 'read'; value: z.output<S> } | Trouble {
  const trouble = troubleIn(answer);
  if (trouble !== null) return trouble;
  const value = answer.kind === 'answered' ? jsonOf(answer.body) : undefined;
  const parsed = value === undefined ? undefined : schema.safeParse(value);
  return parsed?.success === true ? { kind: 'read', value: parsed.data } : { kind: 'retry', afterSeconds: 30, reason: 'answer-unreadable' };
}

/** The value, or undefined for a body that is no JSON: a cut-off body is not an error of ours. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function troubleIn(answer: HttpOutcome): Trouble | null {
  switch (answer.kind) {
    case 'egress-blocked':
      return failed('egress-blocked');
    case 'unreachable':
      return { kind: 'retry', afterSeconds: BUSY_RETRY_SECONDS, reason: 'unreachable' };
    case 'answered':
      return answer.status >= 200 && answer.status < 300 ? null : troubleOf(answer.status, answer.headers['retry-after']);
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
