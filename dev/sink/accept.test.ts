import { intake, MAX_BATCH_EVENTS, MAX_EVENT_BYTES, MAX_REQUEST_BYTES, type Call } from './accept';
import { SeenMessages } from './seen-messages';

const RECEIVED = '2024-02-29T23:59:59.000Z';
const take = (body: unknown, call: Call | null = null, basicKey: string | null = null) =>
  intake({
    call,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    basicKey,
    receivedAtMs: Date.parse(RECEIVED),
    newId: () => 'minted',
  });
const dropsOf = (body: unknown, call: Call | null = null) => {
  const result = take(body, call);
  return result.kind === 'taken' ? result.dropped : result.reason;
};
const track = { type: 'track', event: 'Item Ticked', userId: 'u', messageId: 'm' };

test.each([
  ['no JSON', '{"batch": [', null],
  ['a list', '[]', null],
  ['no batch', { batch: 'x' }, null],
  ['a batch over 500 KB', { batch: [], padding: 'x'.repeat(MAX_REQUEST_BYTES) }, null],
  ['a single event over 32 KB', { ...track, properties: { text: 'é'.repeat(MAX_EVENT_BYTES / 2) } }, 'track'],
] as const)('refuses %s', (_name, body, call) => {
  expect(take(body, call).kind).toBe('refused');
});

test.each([
  ['a call without any id', { ...track, userId: undefined }, ['no-user-or-anonymous-id']],
  ['a track without a name', { ...track, event: '' }, ['incomplete']],
  ['a group without its id', { type: 'group', userId: 'u' }, ['incomplete']],
  ['an alias without the former id', { type: 'alias', userId: 'u' }, ['incomplete']],
  ['an unknown call', { ...track, type: 'tick' }, ['unknown-type']],
  ['no object at all', 7, ['unknown-type']],
  ['an event over 32 KB', { ...track, properties: { text: 'x'.repeat(MAX_EVENT_BYTES) } }, ['event-too-large']],
  ['a long message id', { ...track, messageId: 'm'.repeat(101) }, ['message-id-too-long']],
])('drops %s without a word, and takes its neighbours', (_name, event, dropped) => {
  const result = take({ batch: [event, { ...track, anonymousId: 'a' }] });
  expect(result).toMatchObject({ kind: 'taken', dropped });
  expect(result.kind === 'taken' && result.messages).toHaveLength(1);
});

test('drops a batch of more than 2,500 whole', () => {
  expect(dropsOf({ batch: Array.from({ length: MAX_BATCH_EVENTS + 1 }, () => 0) })).toHaveLength(MAX_BATCH_EVENTS + 1);
  const small = { ...track, messageId: undefined };
  expect(dropsOf({ batch: Array.from({ length: MAX_BATCH_EVENTS }, () => small) })).toEqual([]);
});

test('completes a message: shared context, minted id, times by the clock of the sender', () => {
  const result = take({
    batch: [{ type: 'track', event: 'Item Ticked', anonymousId: 'a', timestamp: '2024-02-29T23:50:00.000Z', context: { groupId: 'g' } }],
    context: { app: { name: 'x' } },
    sentAt: '2024-02-29T23:59:00.000Z',
    writeKey: 'in-body',
  });
  expect(result).toMatchObject({
    writeKey: 'in-body',
    messages: [
      {
        messageId: 'minted',
        context: { app: { name: 'x' }, groupId: 'g' },
        originalTimestamp: '2024-02-29T23:50:00.000Z',
        timestamp: '2024-02-29T23:50:59.000Z',
        receivedAt: RECEIVED,
      },
    ],
  });
  expect(take({ batch: [], writeKey: 'in-body' }, null, 'basic')).toMatchObject({ writeKey: 'basic' });
  expect(take({ event: 'Item Ticked', userId: 'u' }, 'track')).toMatchObject({ messages: [{ type: 'track', timestamp: RECEIVED }] });
});

test('an id is new again after a day, and other bytes are told from the same', () => {
  const seen = new SeenMessages();
  const noon = Date.parse('2024-02-28T12:00:00Z');
  expect([
    seen.see('a', 'print', noon),
    seen.see('a', 'print', noon + 86_399_998),
    seen.see('a', 'other', noon + 86_399_999),
    seen.see('b', 'print', noon + 1),
    seen.see('a', 'other', noon + 86_400_000),
  ]).toEqual(['new', 'same', 'changed', 'new', 'new']);
});
