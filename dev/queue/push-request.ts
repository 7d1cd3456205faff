import { z } from 'zod';
import { json, type ServiceResponse } from '../services';
import {
  LONG_TIMEOUT_SECONDS,
  MAX_DELAY_SECONDS,
  MAX_EVENT_BYTES,
  MAX_EVENTS_PER_PUSH,
  MAX_LONG_EVENT_BYTES,
  MAX_PUSH_BYTES,
} from './limits';

const Push = z.object({
  queueName: z.string(),
  jobId: z.string(),
  payload: z
    .array(
      z.object({
        body: z.record(z.string(), z.unknown()),
        delayInSeconds: z.number().min(0).max(MAX_DELAY_SECONDS).default(0),
        concurrency: z.object({ key: z.string(), limit: z.number().int().min(1) }).nullish(),
      }),
    )
    .min(1)
    .max(MAX_EVENTS_PER_PUSH),
});
export type PushedEvent = {
  readonly body: Readonly<Record<string, unknown>>;
  readonly delayInSeconds: number;
  readonly concurrency: { readonly key: string; readonly limit: number } | null;
  readonly bytes: number;
};
export type PushRead =
  | {
      readonly ok: true;
      readonly queue: string;
      readonly jobId: string;
      readonly accepted: readonly PushedEvent[];
      readonly refused: readonly { index: string; errorMessage: string }[];
    }
  | { readonly ok: false; readonly answer: ServiceResponse };

/** Checks a push as the platform does. `timeoutOf` gives the consumer's time limit in seconds, or null for an unknown queue. */
export function readPush(text: string, timeoutOf: (queue: string) => number | null): PushRead {
  const parsed = Push.safeParse(JSON.parse(text));
  if (!parsed.success)
    return {
      ok: false,
      answer: json(400, {
        code: 400,
        message: 'Bad request',
        errors: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
      }),
    };
  const { queueName, jobId, payload } = parsed.data;
  const timeoutSeconds = timeoutOf(queueName);
  if (timeoutSeconds === null)
    return { ok: false, answer: json(404, { code: 404, message: `No consumer is declared for the queue "${queueName}"` }) };
  const events = payload.map((event) => ({
    ...event,
    concurrency: event.concurrency ?? null,
    bytes: Buffer.byteLength(JSON.stringify(event.body)),
  }));
  if (events.reduce((sum, event) => sum + event.bytes, 0) > MAX_PUSH_BYTES)
    return { ok: false, answer: json(413, { errorMessage: `The maximum payload size is ${MAX_PUSH_BYTES / 1024}KB.` }) };
  const limit = timeoutSeconds > LONG_TIMEOUT_SECONDS ? MAX_LONG_EVENT_BYTES : MAX_EVENT_BYTES;
  const tooBig = events.flatMap((event, index) =>
    event.bytes > limit ? [{ index: String(index), errorMessage: `The event is larger than ${limit / 1024}KB.` }] : [],
  );
  if (tooBig.length === events.length) return { ok: false, answer: json(413, { errorMessage: tooBig[0]?.errorMessage ?? '' }) };
  return { ok: true, queue: queueName, jobId, accepted: events.filter((event) => event.bytes <= limit), refused: tooBig };
}
