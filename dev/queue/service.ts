import { z } from 'zod';
import { createRateWindow } from '../host/rate-window';
import { json, type InvocationScope, type Now, type ServiceRequest, type ServiceResponse } from '../services';
import { MAX_EVENTS_PER_MINUTE, MAX_PUSHES_PER_ORIGIN } from './limits';
import { readPush } from './push-request';
import type { Queues } from './queues';

/** `originId` names the invocation that began the chain of pushes; a chain that never ends is cut off. */
export type QueueScope = InvocationScope & { readonly originId: string };

const JobRequest = z.object({ queueName: z.string(), jobId: z.string() });
/** Chains that ended long ago are forgotten, so that the counts cannot grow without end. */
const KEPT_ORIGINS = 10_000;

/** What `@forge/events` asks for: publish, statistics of a job, cancel a job. */
export function createQueueService(options: {
  queues: Queues;
  now: Now;
  enforceRates: boolean;
  timeoutOf(scope: InvocationScope, queue: string): number | null;
}): (scope: QueueScope, request: ServiceRequest) => ServiceResponse | null {
  const rate = createRateWindow({ now: options.now, limit: MAX_EVENTS_PER_MINUTE });
  const pushes = new Map<string, number>();

  const publish = (scope: QueueScope, text: string): ServiceResponse => {
    const read = readPush(text, (queue) => options.timeoutOf(scope, queue));
    if (!read.ok) return read.answer;
    const count = (pushes.get(scope.originId) ?? 0) + 1;
    if (count > MAX_PUSHES_PER_ORIGIN) return json(405, { message: 'Cyclic invocation limit reached' });
    if (options.enforceRates && !rate.take(scope.installation.installationId, read.accepted.length))
      return json(429, { message: 'Too many events' });
    pushes.set(scope.originId, count);
    if (pushes.size > KEPT_ORIGINS) for (const oldest of [...pushes.keys()].slice(0, KEPT_ORIGINS / 2)) pushes.delete(oldest);
    options.queues.push(scope.installation, read.queue, read.jobId, scope.originId, read.accepted);
    if (read.refused.length > 0) return json(202, { failedEvents: read.refused });
    return json(201, {});
  };

  return (scope, request) => {
    const [, action] = /^\/webhook\/queue\/(publish|stats|cancel)\//.exec(request.path) ?? [];
    if (action === undefined) return null;
    if (action === 'publish') return publish(scope, request.body ?? '{}');
    const { queueName, jobId } = JobRequest.parse(JSON.parse(request.body ?? '{}'));
    const { installationId } = scope.installation;
    if (action === 'cancel')
      return options.queues.cancel(installationId, queueName, jobId)
        ? { status: 204, headers: {}, body: '' }
        : json(404, { message: 'No such job' });
    const stats = options.queues.jobStats(installationId, queueName, jobId);
    return stats === null ? json(404, { message: 'No such job' }) : json(200, stats);
  };
}
