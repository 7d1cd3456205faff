import { enqueueCalls, QUEUES } from '../delivery/enqueue';
import type { ClockPort, LogPort, QueuePort } from '../platform/ports';
import { authorise } from './authorise';
import type { IntakeKeys } from './authorise';
import { parseBody } from './parse-body';

export type IntakeRequest = {
  readonly method: string;
  readonly path: string;
  /** Lower-case names, first value. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};
export type IntakeAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
};

export type ReceivePorts = { readonly queue: QueuePort; readonly clock: ClockPort; readonly log: LogPort };

const RETRY_SECONDS = 30;

/**
 * Takes a request of the Segment protocol. 200 only after every valid event is on the queue; 401 for a key or signature
 * that is wrong, 400 and 413 for a body that can never be read, 429 or 503 with Retry-After when the queue would not take it.
 */
export async function receive(ports: ReceivePorts, keys: IntakeKeys, request: IntakeRequest): Promise<IntakeAnswer> {
  if (request.method !== 'POST') return answer(405, { error: 'POST only' }, { allow: 'POST' });
  const access = authorise(keys, { authorization: request.headers.authorization, signature: request.headers['x-signature'] }, request.body);
  if (access.kind === 'denied') {
    ports.log('warn', 'intake-denied', { reason: access.reason });
    return answer(401, { error: access.reason === 'wrong-signature' ? 'The signature does not match the body' : 'Unknown write key' });
  }
  const receivedAt = ports.clock();
  const parsed = parseBody(request.body, request.path, receivedAt);
  if (parsed.kind === 'bad') return answer(parsed.status, { error: parsed.reason });
  const refused = { ...parsed.refused };
  let accepted = 0;
  if (parsed.calls.length > 0) {
    try {
      const { tooLarge, pushed } = await enqueueCalls(ports.queue, QUEUES.intake, parsed.calls, { receivedAt });
      accepted = pushed;
      if (tooLarge.length > 0) refused['too-large'] = (refused['too-large'] ?? 0) + tooLarge.length;
    } catch (error) {
      const limited = error instanceof Error && /rate ?limit/i.test(`${error.name} ${error.message}`);
      ports.log('warn', 'intake-not-queued', { error: error instanceof Error ? error.name : 'unknown', events: parsed.calls.length });
      return answer(limited ? 429 : 503, { error: 'Try again later' }, { 'retry-after': String(RETRY_SECONDS) });
    }
  }
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  if (refusals > 0) ports.log('warn', 'intake-refused', { refused: refusals });
  return answer(200, { success: true, accepted, ...(refusals > 0 ? { refused } : {}) });
}

function answer(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}): IntakeAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}
