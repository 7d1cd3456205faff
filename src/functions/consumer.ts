import type { AsyncEvent } from '@forge/events';
import type { z } from 'zod';
import { logPort } from '../platform/forge-ports';
import { retryLater } from '../platform/retry-later';

/** What a consumer's work comes to: over, or to be brought again by the platform. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string };

/**
 * A queue's consumer: parses the body, runs one use case, and translates `retry` into what Forge understands. A body that
 * does not parse never will, so it is logged and let go; an error that is thrown is retried by the platform.
 */
export function consumer<T>(schema: z.ZodType<T>, work: (job: T, redeliveries: number) => Promise<JobOutcome>) {
  return async (event: AsyncEvent) => {
    const job = schema.safeParse(event.body);
    if (!job.success) {
      logPort('error', 'bad-job', { queue: event.queueName, issues: job.error.issues.length });
      return undefined;
    }
    const outcome = await work(job.data, event.retryContext?.retryCount ?? 0);
    return outcome.kind === 'retry' ? retryLater(outcome.afterSeconds) : undefined;
  };
}
