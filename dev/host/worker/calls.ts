import { Socket } from 'node:net';
import { current } from './invocation';
import type { AppCall, CallAnswer, ErrorText, FromWorker } from './messages';

type Post = (message: FromWorker) => void;

/** Bodies are text unless they are no UTF-8. */
async function toCall(
  target: AppCall['target'],
  meta: AppCall['meta'],
  url: string,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<{ call: AppCall; signal: AbortSignal | null }> {
  const request = new Request(input, init);
  const bytes = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  return {
    call: {
      target,
      meta,
      url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: bytes === null ? null : textOrBytes(bytes),
      redirect: request.redirect,
    },
    signal: request.signal,
  };
}

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

const BODILESS = new Set([101, 204, 205, 304]);

function toResponse(answer: CallAnswer): Response {
  if (!answer.ok) throw toError(answer.error);
  return new Response(BODILESS.has(answer.status) ? null : (answer.body as BodyInit), { status: answer.status, headers: answer.headers });
}

/** What undici throws for an unreachable host is a `TypeError` with a cause; a refusal by the platform has a name and a status. */
function toError(text: ErrorText): Error {
  const error = text.name === 'TypeError' ? new TypeError(text.message, { cause: text.cause }) : new Error(text.message);
  if (text.name !== 'TypeError') error.name = text.name;
  return text.status === undefined ? error : Object.assign(error, { status: text.status });
}

/** Installs `__forge_runtime__`, `__forge_fetch__` and `fetch`, and closes every other way to the network. */
export function installPlatform(post: Post): void {
  let lastCallId = 0;

  const ask = async (
    target: AppCall['target'],
    meta: AppCall['meta'],
    url: string,
    input: string | URL | Request,
    init: RequestInit | undefined,
  ): Promise<Response> => {
    const running = current.getStore();
    if (running === undefined) throw new Error('The platform can only be reached while an invocation runs');
    const { call, signal } = await toCall(target, meta, url, input, init);
    signal?.throwIfAborted();
    const callId = ++lastCallId;
    const { invocationId } = running;
    const answer = await new Promise<CallAnswer>((resolve, reject) => {
      running.waiting.set(callId, resolve);
      signal?.addEventListener('abort', () => {
        if (!running.waiting.delete(callId)) return;
        post({ type: 'abort', invocationId, callId });
        reject(signal.reason as Error);
      });
      post({ type: 'call', invocationId, callId, call });
    });
    return toResponse(answer);
  };

  Object.defineProperty(globalThis, '__forge_runtime__', { get: () => current.getStore()?.runtime, configurable: true });
  Object.assign(globalThis, {
    __forge_fetch__: (meta: AppCall['meta'], path: string, init?: RequestInit) => ask('forge', meta, path, 'http://local.invalid/', init),
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      ask('egress', {}, input instanceof Request ? input.url : String(input), input, init),
  });
  Socket.prototype.connect = () => {
    throw new Error('The local host lets an app reach the network through fetch only');
  };
}
