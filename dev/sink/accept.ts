/** Segment's own limits, in bytes and events; a request beyond the first two is refused, the rest is dropped without a word. */
export const MAX_EVENT_BYTES = 32 * 1024;
export const MAX_REQUEST_BYTES = 500 * 1024;
export const MAX_BATCH_EVENTS = 2_500;
const MAX_MESSAGE_ID_CHARACTERS = 100;

export const CALLS = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type Call = (typeof CALLS)[number];
type Json = Readonly<Record<string, unknown>>;

/** A message as it goes on to destinations. */
export type Message = Json & { readonly type: Call; readonly messageId: string; readonly timestamp: string; readonly receivedAt: string };
export const dropReasons = [
  'no-user-or-anonymous-id',
  'incomplete',
  'unknown-type',
  'event-too-large',
  'too-many-events',
  'message-id-too-long',
  'unknown-write-key',
] as const;
export type DropReason = (typeof dropReasons)[number];
export type Accepted = { readonly messages: Message[]; readonly dropped: DropReason[]; readonly writeKey: string | null };
/** `refused` is the only outcome that the sender hears of. */
export type Intake = { readonly kind: 'refused'; readonly reason: string } | ({ readonly kind: 'taken' } & Accepted);

export type IntakeRequest = {
  /** Null: a batch. */
  readonly call: Call | null;
  readonly body: string;
  /** The user name of Basic authentication, which is the write key; null without it. */
  readonly basicKey: string | null;
  readonly receivedAtMs: number;
  readonly newId: () => string;
};

/** What Segment makes of a request's body. It knows nothing of what came before; repeats are counted elsewhere. */
export function intake({ call, body, basicKey, receivedAtMs, newId }: IntakeRequest): Intake {
  const bytes = Buffer.byteLength(body);
  if (bytes > (call === null ? MAX_REQUEST_BYTES : MAX_EVENT_BYTES)) return { kind: 'refused', reason: 'The request is too large' };
  const parsed = parse(body);
  if (parsed === null) return { kind: 'refused', reason: 'The body is not a JSON object' };
  const writeKey = basicKey ?? (typeof parsed.writeKey === 'string' ? parsed.writeKey : null);
  if (call !== null) return { kind: 'taken', writeKey, ...taken([{ ...parsed, type: call }], parsed, { receivedAtMs, newId }) };
  const items = parsed.batch;
  if (!Array.isArray(items)) return { kind: 'refused', reason: 'batch is not a list' };
  if (items.length > MAX_BATCH_EVENTS) return { kind: 'taken', writeKey, messages: [], dropped: items.map(() => 'too-many-events') };
  return { kind: 'taken', writeKey, ...taken(items, parsed, { receivedAtMs, newId }) };
}

function parse(body: string): Json | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const filled = (value: unknown): value is string => typeof value === 'string' && value !== '';

function taken(
  items: readonly unknown[],
  envelope: Json,
  stamp: Pick<IntakeRequest, 'receivedAtMs' | 'newId'>,
): Pick<Accepted, 'messages' | 'dropped'> {
  const messages: Message[] = [];
  const dropped: DropReason[] = [];
  for (const item of items) {
    const reason = fault(item);
    if (reason === null) messages.push(complete(item as Json & { type: Call }, envelope, stamp));
    else dropped.push(reason);
  }
  return { messages, dropped };
}

function fault(item: unknown): DropReason | null {
  if (!isObject(item) || !CALLS.some((call) => call === item.type)) return 'unknown-type';
  if (Buffer.byteLength(JSON.stringify(item)) > MAX_EVENT_BYTES) return 'event-too-large';
  if (!filled(item.userId) && !filled(item.anonymousId)) return 'no-user-or-anonymous-id';
  if (item.type === 'track' && !filled(item.event)) return 'incomplete';
  if (item.type === 'group' && !filled(item.groupId)) return 'incomplete';
  if (item.type === 'alias' && !(filled(item.userId) && filled(item.previousId))) return 'incomplete';
  return filled(item.messageId) && item.messageId.length > MAX_MESSAGE_ID_CHARACTERS ? 'message-id-too-long' : null;
}

/** Adds what the server knows: the shared context, an id where there is none, and times corrected by the sender's clock. */
function complete(
  item: Json & { type: Call },
  envelope: Json,
  { receivedAtMs, newId }: Pick<IntakeRequest, 'receivedAtMs' | 'newId'>,
): Message {
  const receivedAt = new Date(receivedAtMs).toISOString();
  const sentAt = envelope.sentAt ?? item.sentAt;
  const originalTimestamp = filled(item.timestamp) ? item.timestamp : receivedAt;
  const skewMs = filled(sentAt) ? receivedAtMs - Date.parse(sentAt) : 0;
  const happenedMs = Date.parse(originalTimestamp) + (Number.isNaN(skewMs) ? 0 : skewMs);
  return {
    ...item,
    messageId: filled(item.messageId) ? item.messageId : newId(),
    context: { ...merged(envelope, 'context'), ...merged(item, 'context') },
    integrations: { ...merged(envelope, 'integrations'), ...merged(item, 'integrations') },
    originalTimestamp,
    ...(filled(sentAt) ? { sentAt } : {}),
    timestamp: Number.isNaN(happenedMs) ? receivedAt : new Date(happenedMs).toISOString(),
    receivedAt,
    version: 2,
  };
}

function merged(holder: Json, name: string): Json {
  const value = holder[name];
  return isObject(value) ? value : {};
}
