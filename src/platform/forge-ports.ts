import { createHmac } from 'node:crypto';
import { asApp, asUser, assumeTrustedRoute, fetch as forgeFetch } from '@forge/api';
import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { sql as forgeSql } from '@forge/sql';
import { z } from 'zod';
import type { ClockPort, DdlPort, HttpPort, KvsPort, LogPort, ProductPort, QueuePort, SqlPort, VariablesPort } from './ports';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Written = z.union([z.object({ affectedRows: z.number() }), z.array(z.unknown()).transform(() => ({ affectedRows: 0 }))]);

/** Forge SQL of this installation. */
export const sqlPort: SqlPort = {
  async query(statement) {
    const answer = await forgeSql
      .prepare(statement.text)
      .bindParams(...statement.params)
      .execute();
    return Rows.parse(answer.rows);
  },
  async write(statement) {
    const answer = await forgeSql
      .prepare(statement.text)
      .bindParams(...statement.params)
      .execute();
    return Written.parse(answer.rows).affectedRows;
  },
};

export const ddlPort: DdlPort = async (statement) => {
  await forgeSql.executeDDL(statement.text);
};

export const queuePort: QueuePort = async (queue, events) => {
  await new Queue({ key: queue }).push(
    events.map((event) => ({ body: event.body, ...(event.delayInSeconds === undefined ? {} : { delayInSeconds: event.delayInSeconds }) })),
  );
};

export const kvsPort: KvsPort = {
  get: async (key) => await kvs.get<unknown>(key),
  set: async (key, value) => {
    await kvs.set(key, value);
  },
  delete: async (key) => {
    await kvs.delete(key);
  },
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

export const productPort: ProductPort = async (as, product, path) => {
  const api = as === 'app' ? asApp() : asUser();
  const route = assumeTrustedRoute(path);
  const response = product === 'jira' ? await api.requestJira(route) : await api.requestConfluence(route);
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Error pages of the product are not always JSON; the status says enough.
  }
  return { status: response.status, body };
};

/** Stable across sites as long as the vendor keeps the key. 32 hex digits. */
export function pseudonymOf(accountId: string): string {
  return createHmac('sha256', process.env.PSEUDONYM_KEY ?? '')
    .update(accountId)
    .digest('hex')
    .slice(0, 32);
}
