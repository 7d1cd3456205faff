import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonBytes, MAX_INTAKE_EVENT_BYTES, SegmentCall } from '../delivery/envelope';

/** Segment rejects a batch of more than 2,500 events silently; we say so. */
export const MAX_CALLS = 2_500;
/** A clock within a minute is right; beyond, the sender's clock is corrected by what it says the time is now. */
const CLOCK_TOLERANCE_MS = 60_000;

export type ParsedBody =
  | { readonly kind: 'calls'; readonly calls: readonly SegmentCall[]; readonly refused: Readonly<Record<string, number>> }
  | { readonly kind: 'bad'; readonly status: 400 | 413; readonly reason: string };

const Batch = z.looseObject({ batch: z.array(z.unknown()), sentAt: z.string().optional(), context: z.looseObject({}).nullish() });

/**
 * Reads a request body of the Segment protocol: `{batch: […]}`, or one call whose type stands in the body (Segment's Webhooks
 * format) or in the path (`/v1/track`). What is wrong with one call refuses that call alone, counted by reason.
 * `receivedAt` in milliseconds.
 */
export function parseBody(body: string, path: string, receivedAt: number): ParsedBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { kind: 'bad', status: 400, reason: 'The body is not JSON' };
  }
  const batch = Batch.safeParse(parsed);
  const items = batch.success ? batch.data.batch : [parsed];
  if (items.length > MAX_CALLS)
    return { kind: 'bad', status: 413, reason: `A batch holds at most ${MAX_CALLS.toLocaleString('en-US')} events` };
  const correction = batch.success ? clockCorrection(batch.data.sentAt, receivedAt) : 0;
  const common = batch.success ? (batch.data.context ?? {}) : {};
  const calls: SegmentCall[] = [];
  const refused: Record<string, number> = {};
  for (const item of items) {
    const outcome = readCall(item, path, common, correction, receivedAt);
    if (typeof outcome === 'string') refused[outcome] = (refused[outcome] ?? 0) + 1;
    else calls.push(outcome);
  }
  return { kind: 'calls', calls, refused };
}

function clockCorrection(sentAt: string | undefined, receivedAt: number): number {
  const offset = sentAt === undefined ? NaN : receivedAt - Date.parse(sentAt);
  return Number.isNaN(offset) || Math.abs(offset) <= CLOCK_TOLERANCE_MS ? 0 : offset;
}

function readCall(
  item: unknown,
  path: string,
  common: Record<string, unknown>,
  correction: number,
  receivedAt: number,
): SegmentCall | string {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return 'not-an-event';
  if (jsonBytes(item) > MAX_INTAKE_EVENT_BYTES) return 'too-large';
  const raw = item as Record<string, unknown>;
  const call = SegmentCall.safeParse({
    ...raw,
    type: raw.type ?? /\/v1\/([a-z]+)$/.exec(path)?.[1],
    // Without an id a retry would count twice: the content names the event instead.
    messageId: raw.messageId ?? `tm-${createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 40)}`,
    timestamp: timestampOf(raw, correction, receivedAt),
    context: { ...common, ...(typeof raw.context === 'object' ? raw.context : {}) },
  });
  if (!call.success) return 'not-segment';
  if (typeof call.data.userId !== 'string' && typeof call.data.anonymousId !== 'string') return 'no-user-or-anonymous-id';
  if (call.data.type === 'track' && call.data.event === undefined) return 'no-event-name';
  return call.data;
}

function timestampOf(raw: Record<string, unknown>, correction: number, receivedAt: number): string {
  const given = typeof raw.timestamp === 'string' ? Date.parse(raw.timestamp) : NaN;
  const at = Number.isNaN(given) ? receivedAt : Math.min(receivedAt, given + correction);
  return new Date(Math.max(0, at)).toISOString();
}
