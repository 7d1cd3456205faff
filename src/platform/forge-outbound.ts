import { createHmac } from 'node:crypto';
import { fetch as forgeFetch } from '@forge/api';
import { Queue } from '@forge/events';
import type { ClockPort, HttpPort, LogPort, QueuePort, VariablesPort } from './ports';

export const queuePort: QueuePort = async (queue, events) => {
  await new Queue({ key: queue }).push(
    events.map((event) => ({ body: event.body, ...(event.delayInSeconds === undefined ? {} : { delayInSeconds: event.delayInSeconds }) })),
  );
};

/** The platform's own refusal of a host, thrown or answered; the admin's analytics switch shows in the same way. */
function isEgressRefusal(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === 'REQUEST_EGRESS_ALLOWLIST_ERR' || error.message.includes('go.atlassian.com/forge-egress'))
  );
}

/** The headers that anyone here reads; the SDK's type offers no listing. */
const KEPT_HEADERS = ['retry-after', 'content-type', 'x-ratelimit-reset'] as const;

function keptHeaders(headers: { get(name: string): string | null }): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

export const httpPort: HttpPort = async (request) => {
  try {
    const response = await forgeFetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: AbortSignal.timeout(request.timeoutMs),
      // A redirect would repeat a POST elsewhere, or as a GET; whoever gets one is told.
      ...(request.method === 'POST' ? { redirect: 'manual' as const } : {}),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = await response.text();
    if (response.status === 403 && response.headers.has('forge-proxy-error')) return { kind: 'egress-blocked' };
    return { kind: 'answered', status: response.status, headers: keptHeaders(response.headers), body };
  } catch (error) {
    if (isEgressRefusal(error)) return { kind: 'egress-blocked' };
    return { kind: 'unreachable', reason: error instanceof Error ? error.name : 'unknown' };
  }
};

export const variablesPort: VariablesPort = (name) => process.env[name];

export const clockPort: ClockPort = () => Date.now();

export const logPort: LogPort = (level, event, fields = {}) => {
  console[level](JSON.stringify({ event, ...fields }));
};

/** Stable across sites as long as the vendor keeps the key. 32 hex digits. */
export function pseudonymOf(accountId: string): string {
  return createHmac('sha256', process.env.PSEUDONYM_KEY ?? '')
    .update(accountId)
    .digest('hex')
    .slice(0, 32);
}
