import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of one of the host's servers. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
};
export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly body: Buffer;
};
export type Listening = { readonly origin: string; stop(): Promise<void> };

const MAX_BODY_BYTES = 8 * 1024 * 1024;

export const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Answer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body,
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new RangeError('The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function rawPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    pairs.push([(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '']);
  return pairs;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  answer: (asked: Asked) => Promise<Answer> | Answer,
): Promise<void> {
  const url = new URL(request.url ?? '/', origin);
  const given = await answer({
    method: request.method ?? 'GET',
    url,
    headers: request.headers,
    rawHeaders: rawPairs(request),
    body: await bodyOf(request),
  });
  response.writeHead(given.status, { ...given.headers } as Record<string, string | string[]>);
  response.end(given.body);
}

/** Listens on this machine only, and only answers to its own name: a page elsewhere cannot borrow a foreign host name. */
export async function listen(port: number, answer: (asked: Asked) => Promise<Answer> | Answer): Promise<Listening> {
  let origin = '';
  const server: Server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    if (host !== new URL(origin).host) {
      const local = /^localhost:\d+$/.test(host) && request.method === 'GET';
      response.writeHead(local ? 307 : 421, local ? { location: `${origin}${request.url ?? '/'}` } : {}).end();
      return;
    }
    respond(request, response, origin, answer).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
