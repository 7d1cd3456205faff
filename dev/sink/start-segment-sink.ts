import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { SinkEvent } from '../api';
import { CALLS, intake, type Call, type Message } from './accept';
import { behaviourOf, faultQueue, type Faults, type Reply } from './faults';
import { SEGMENT_POLICY, startForwarder, type ForwardCounts, type Forwarder, type ForwardingPolicy, type Webhook } from './forwarder';
import { Ledger, rendered, type SourceCounts } from './ledger';
import type { Sight } from './seen-messages';
import { sourceKeys, type UnknownKeyAnswer } from './source-keys';

export type SinkSource = { readonly name: string; readonly writeKey: string; readonly forwardTo?: Webhook };
export type SinkOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly sources: readonly SinkSource[];
  readonly now: () => number;
  readonly forwarding?: Partial<ForwardingPolicy>;
  /** What a key that no source has gets; Segment's own way, `drop`, when left out. */
  readonly unknownKey?: UnknownKeyAnswer;
  /** Told of every message that is taken in, repeats too. */
  readonly onTaken?: (message: SinkEvent, sight: Sight) => void;
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
  /** Takes a write key away from its source, and gives it back. */
  revokeKey(writeKey: string, answer?: UnknownKeyAnswer): void;
  restoreKey(writeKey: string): void;
};

const UNKNOWN_SOURCE = 'unknown';

/** A server that speaks Segment's tracking protocol (and journy's, which is the same under `/backend`), on 127.0.0.1. */
export async function startSegmentSink(options: SinkOptions): Promise<SegmentSink> {
  const { port, sources, now, forwarding = {}, unknownKey = 'drop', onTaken } = options;
  const ledger = new Ledger();
  const faults = faultQueue();
  const keys = sourceKeys(sources, unknownKey);
  const policy = { ...SEGMENT_POLICY, ...forwarding };
  const forwarders = new Map<string, Forwarder>();
  for (const { name, forwardTo } of sources) if (forwardTo !== undefined) forwarders.set(name, startForwarder(forwardTo, policy));
  const requests: Record<string, number> = {};
  const answered = (status: number): void => {
    requests[String(status)] = (requests[String(status)] ?? 0) + 1;
  };

  const take = (call: Call | null, body: string, basicKey: string | null): Reply => {
    const receivedAtMs = now();
    const result = intake({ call, body, basicKey, receivedAtMs, newId: randomUUID });
    if (result.kind === 'refused') return jsonReply(400, { success: false, message: result.reason });
    const source = keys.sourceOf(result.writeKey);
    if (source.name === null && source.answer !== 'drop') return jsonReply(source.answer, { success: false, message: 'Unknown write key' });
    for (const reason of result.dropped) ledger.drop(source.name ?? UNKNOWN_SOURCE, reason);
    if (source.name === null) ledger.drop(UNKNOWN_SOURCE, 'unknown-write-key', result.messages.length);
    else for (const message of result.messages) takeOne(source.name, message, receivedAtMs);
    return jsonReply(200, { success: true });
  };
  const takeOne = (source: string, message: Message, receivedAtMs: number): void => {
    const sight = ledger.accept(source, message, receivedAtMs);
    onTaken?.(rendered(source, message), sight);
    if (sight === 'new') forwarders.get(source)?.send(message);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = ({ status, headers, body }: Reply): void => {
      answered(status);
      response.writeHead(status, headers).end(body);
    };
    const body = await bodyOf(request);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const call = callOf(path);
    if (request.method !== 'POST' || call === undefined) {
      reply(jsonReply(404, { success: false }));
      return;
    }
    const { takes, then, afterMs } = behaviourOf(faults.next());
    const own = takes ? take(call, body, basicKeyOf(request)) : null;
    if (afterMs > 0) await setTimeout(afterMs, undefined, { ref: false });
    if (then === 'cut' || then === 'nothing') {
      answered(0);
      if (then === 'cut') request.socket.destroy();
      return;
    }
    const answer = then === 'own' ? own : then;
    if (answer !== null) reply(answer);
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
    revokeKey: keys.revoke,
    restoreKey: keys.restore,
  };
}

function jsonReply(status: number, body: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
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
