import { Analytics } from '@segment/analytics-node';
import { DeliveryJob } from '../../../src/delivery/deliver-job';
import { httpDestination, sendBatch } from '../../../src/delivery/destinations';
import { enqueueCalls, QUEUES } from '../../../src/delivery/enqueue';
import type { HttpPort, QueueEvent } from '../../../src/platform/ports';
import { plan } from '../../../src/plan';
import { trackCall } from '../../../src/tracking/record';
import type { SampleEvent } from './sample-events';

/** A request as it would leave. */
export type Sent = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

const WRITE_KEY = 'bench-key';
/** What a busy page sends at a time. */
const BATCH_EVENTS = 20;
const OPTIONS = { plan, identity: 'accountId', pseudonymOf: (accountId: string) => accountId } as const;

/** Our way: a page's batch becomes calls, goes through a queue as JSON, is parsed by the consumer and sent. */
export async function ourBatches(events: readonly SampleEvent[]): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const http: HttpPort = ({ url, headers, body }) => {
    sent.push({ url, headers, body: body ?? '' });
    return Promise.resolve({ kind: 'answered', status: 200, headers: {}, body: '' });
  };
  const target = httpDestination('segment', (name) => (name === 'SEGMENT_WRITE_KEY' ? WRITE_KEY : undefined));
  if (target === null) throw new Error('Segment is switched off');
  for (let start = 0; start < events.length; start += BATCH_EVENTS) {
    const batch = events.slice(start, start + BATCH_EVENTS);
    const calls = batch.map(({ facts, event, messageId, properties, at }) =>
      trackCall(facts, { event, messageId, properties, at }, OPTIONS),
    );
    const queued: string[] = [];
    const queue = (_name: string, jobs: readonly QueueEvent[]) => {
      for (const { body } of jobs) queued.push(JSON.stringify(body));
      return Promise.resolve();
    };
    await enqueueCalls(queue, QUEUES.events, calls, { to: ['segment'], receivedAt: Date.now() });
    for (const text of queued) {
      const job = DeliveryJob.parse(JSON.parse(text));
      await sendBatch(http, target, job.calls, { attempt: 0, spread: 0, now: Date.now(), sign: () => '', timeoutMs: 8_000 });
    }
  }
  return sent;
}

/** Segment's library: `track` for every event, told where to break batches, flushed at the end. */
export async function theirBatches(events: readonly SampleEvent[]): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const analytics = new Analytics({
    writeKey: WRITE_KEY,
    flushAt: BATCH_EVENTS,
    httpClient: {
      makeRequest: ({ url, headers, body }) => {
        sent.push({ url, headers, body });
        return Promise.resolve({ status: 200, statusText: 'OK' });
      },
    },
  });
  for (const { facts, event, messageId, properties, at } of events) {
    const group = facts.license?.entitlementNumber ?? '';
    const who = facts.accountId === null ? { anonymousId: group } : { userId: facts.accountId };
    const app = { name: facts.appKey, version: facts.appVersion };
    analytics.track({ ...who, event, messageId, properties, timestamp: new Date(at), context: { groupId: group, app } });
  }
  await analytics.closeAndFlush();
  return sent;
}
