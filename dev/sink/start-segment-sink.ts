import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SinkEvent } from '../api';
import { CALLS, intake, type Call } from './accept';
import { faultQueue, type Faults } from './faults';
import { SEGMENT_POLICY, startForwarder, type ForwardCounts, type Forwarder, type ForwardingPolicy, type Webhook } from './forwarder';
import { Ledger, type SourceCounts } from './ledger';

export type SinkSource = { readonly name: string; readonly writeKey: string; readonly forwardTo?: Webhook };
export type SinkOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly sources: readonly SinkSource[];
  readonly now: () => number;
  readonly forwarding?: Partial<ForwardingPolicy>;
};
export type SinkAudit = {
  /** Requests by answer; `0` for those that got none. */
  readonly requests: Readonly<Record<string, number>>;
  readonly sources: Readonly<Record<string, SourceCounts>>;
  readonly forwarded: Readonly<Record<string, ForwardCounts>>;
};
export type SegmentSink = {
  readonly url: string;
  stop(): Promise<void>;
  /** What was accepted, newest first: each message id once in 24 hours. `limit`: so many of the newest. */
  events(limit?: number): SinkEvent[];
  /** How many events (`track` calls) were accepted from a source, by its name. */
  trackedFrom(source: string): number;
  audit(): SinkAudit;
  /** Resolves when all that was accepted has reached its webhook, or never will. */
  forwardingIdle(): Promise<void>;
  readonly faults: Faults;
};

const UNKNOWN_SOURCE = 'unknown';

/** A server that speaks Segment's tracking protocol (and journy's, which is the same under `/backend`), on 127.0.0.1. */
export async function startSegmentSink({ port, sources, now, forwarding = {} }: SinkOptions): Promise<SegmentSink> {
  const ledger = new Ledger();
  const faults = faultQueue();
  const policy = { ...SEGMENT_POLICY, ...forwarding };
  const forwarders = new Map<string, Forwarder>();
  for (const { name, forwardTo } of sources) if (forwardTo !== undefined) forwarders.set(name, startForwarder(forwardTo, policy));
  const requests: Record<string, number> = {};
  const answered = (status: number): void => {
    requests[String(status)] = (requests[String(status)] ?? 0) + 1;
  };

  const take = (call: Call | null, body: string, basicKey: string | null): { status: number; body: unknown } => {
    const receivedAtMs = now();
    const result = intake({ call, body, basicKey, receivedAtMs, newId: randomUUID });
    if (result.kind === 'refused') return { status: 400, body: { success: false, message: result.reason } };
    const source = sources.find(({ writeKey }) => writeKey === result.writeKey)?.name;
    for (const reason of result.dropped) ledger.drop(source ?? UNKNOWN_SOURCE, reason);
    if (source === undefined) ledger.drop(UNKNOWN_SOURCE, 'unknown-write-key', result.messages.length);
    else for (const message of result.messages) if (ledger.accept(source, message, receivedAtMs)) forwarders.get(source)?.send(message);
    return { status: 200, body: { success: true } };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      answered(status);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    const body = await bodyOf(request);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const call = callOf(path);
    if (request.method !== 'POST' || call === undefined) {
      reply(404, { success: false });
      return;
    }
    const fault = faults.next();
    switch (fault?.kind) {
      case '429':
        reply(
          429,
          { success: false },
          { 'retry-after': String(fault.retryAfterSeconds), 'x-ratelimit-reset': String(fault.retryAfterSeconds) },
        );
        return;
      case '500':
        reply(500, { success: false });
        return;
      case 'reset':
        answered(0);
        request.socket.destroy();
        return;
      case 'silence':
        answered(0);
        take(call, body, basicKeyOf(request));
        return;
      case undefined: {
        const result = take(call, body, basicKeyOf(request));
        reply(result.status, result.body);
      }
    }
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () =>
      new Promise((resolve) => {
        for (const forwarder of forwarders.values()) forwarder.stop();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
    events: (limit) => ledger.events(limit),
    trackedFrom: (source) => ledger.trackedOf(source),
    audit: () => ({
      requests: { ...requests },
      sources: ledger.bySource(),
      forwarded: Object.fromEntries([...forwarders].map(([name, forwarder]) => [name, forwarder.counts()])),
    }),
    forwardingIdle: async () => {
      await Promise.all([...forwarders.values()].map((forwarder) => forwarder.idle()));
    },
    faults,
  };
}

/** The call that a path stands for, null for a batch, undefined for no path of ours. */
function callOf(path: string): Call | null | undefined {
  const name = /^(?:\/backend)?\/v1\/([a-z]+)$/.exec(path)?.[1];
  return name === 'batch' ? null : CALLS.find((call) => call === name);
}

function basicKeyOf({ headers }: IncomingMessage): string | null {
  const encoded = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  return Buffer.from(encoded, 'base64').toString().split(':')[0] ?? null;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
