import type { AppCall, CallAnswer } from '../host/worker/messages';
import { mayReach, type EgressEntry } from './allow-list';
import { MAX_REDIRECTS } from './limits';

export type EgressRequest = {
  readonly entries: readonly EgressEntry[];
  readonly allowAnalytics: boolean;
  readonly call: AppCall;
  readonly signal: AbortSignal;
  /** How long each hop may take. */
  readonly maxMs: number;
};
/** A host of the network table, or null when the host does not know the name: nothing ever leaves the machine. */
export type Route = (url: URL) => string | null;

/** How a refusal shows in the app: as the platform's own error, or as a 403 answer. */
export type Refusal = 'throw' | '403';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const DROPPED_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

const unreachable = (code: string): CallAnswer => ({ ok: false, error: { name: 'TypeError', message: 'fetch failed', cause: { code } } });

function refused(url: URL, refusal: Refusal): CallAnswer {
  const message = `URL not included in the external fetch backend permissions: ${url.origin}${url.pathname}. Visit go.atlassian.com/forge-egress for more information.`;
  if (refusal === 'throw') return { ok: false, error: { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', message, status: 403 } };
  return { ok: true, status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS', 'content-type': 'text/plain' }, body: message };
}

/** Carries an app's `fetch` to the local server that stands for its host; every hop of a redirect is checked again. */
export async function sendEgress(request: EgressRequest, route: Route, refusal: Refusal): Promise<CallAnswer> {
  let { url, method, body } = request.call;
  let headers = Object.fromEntries(Object.entries(request.call.headers).filter(([name]) => !DROPPED_HEADERS.has(name.toLowerCase())));
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const target = parseUrl(url);
    if (target === null) return { ok: false, error: { name: 'TypeError', message: 'Failed to parse URL' } };
    if (!mayReach(request.entries, url, request.allowAnalytics)) return refused(target, refusal);
    const local = route(target);
    if (local === null) return unreachable('ENOTFOUND');
    const sent = await send(local, { method, headers, body }, AbortSignal.any([request.signal, AbortSignal.timeout(request.maxMs)]));
    const location = sent.ok ? sent.headers.location : undefined;
    if (!sent.ok || location === undefined || !REDIRECTS.has(sent.status) || request.call.redirect === 'manual') return sent;
    if (request.call.redirect === 'error') return unreachable('UND_ERR_REDIRECT');
    const next = new URL(location, url);
    if (next.host !== target.host)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
    if (sent.status === 303 || (sent.status < 303 && method === 'POST')) [method, body] = ['GET', null];
    url = next.href;
  }
  return unreachable('UND_ERR_REDIRECT');
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

async function send(
  url: string,
  init: { method: string; headers: Record<string, string>; body: string | Uint8Array | null },
  signal: AbortSignal,
): Promise<CallAnswer> {
  try {
    const response = await fetch(url, {
      ...init,
      body: init.body as BodyInit | null,
      redirect: 'manual',
      signal,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !DROPPED_HEADERS.has(name) && name !== 'content-encoding'));
    return { ok: true, status: response.status, headers, body: bytes };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
    return unreachable(typeof cause?.code === 'string' ? cause.code : 'ECONNRESET');
  }
}
