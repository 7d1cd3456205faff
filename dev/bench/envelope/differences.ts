import { z } from 'zod';
import type { Sent } from './batches';

const Library = z.object({ name: z.string().min(1), version: z.string().min(1) });
const Event = z.looseObject({
  type: z.literal('track'),
  messageId: z.string(),
  event: z.string(),
  userId: z.string().nullish(),
  anonymousId: z.string().nullish(),
  timestamp: z.string(),
  properties: z.record(z.string(), z.unknown()),
  context: z.looseObject({ library: Library, groupId: z.string(), app: z.object({ name: z.string(), version: z.string() }) }),
});
const Body = z.looseObject({ batch: z.array(Event), writeKey: z.string(), sentAt: z.iso.datetime() });

/** What two senders made of the same events, in words; empty when a receiver could not tell them apart but by the library's name. */
export function differences(ours: readonly Sent[], theirs: readonly Sent[], events: number): string[] {
  const found: string[] = [];
  const left = read(ours);
  const right = read(theirs);
  if (left.size !== events) found.push(`${left.size} of ${events} events are ours`);
  if (right.size !== events) found.push(`${right.size} of ${events} events are theirs`);
  for (const [messageId, event] of left) {
    const other = right.get(messageId);
    if (other !== event) found.push(`${messageId}: ${event} against ${other ?? 'nothing'}`);
  }
  return found;
}

/** What a receiver goes by, by message id. Throws where a field of the protocol is missing. */
function read(sent: readonly Sent[]): Map<string, string> {
  return new Map(
    sent.flatMap(({ url, headers, body }) => {
      const { batch, writeKey } = Body.parse(JSON.parse(body));
      const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
      return batch.map(({ type, messageId, event, userId, anonymousId, timestamp, properties, context }) => {
        const { groupId, app } = context;
        const fields = { url, authorization, writeKey, type, event, timestamp, properties, groupId, app };
        return [messageId, JSON.stringify({ ...fields, userId: userId ?? null, anonymousId: anonymousId ?? null })] as const;
      });
    }),
  );
}
