import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallAnswer, RuntimeFields } from './messages';

/** One running invocation inside the worker: who it is, and the calls that it still waits for. */
export type Running = {
  readonly invocationId: string;
  readonly runtime: Record<string, unknown>;
  readonly waiting: Map<number, (answer: CallAnswer) => void>;
};

export const current = new AsyncLocalStorage<Running>();

const nothing = (): void => undefined;
const counter = { incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing };

/** The `__forge_runtime__` of one invocation, as `@forge/api` types it. `monotonicNow` is real time, whatever the host's clock says. */
export function forgeRuntime(
  fields: RuntimeFields,
  invocationId: string,
  timeoutMs: number,
  monotonicNow: () => number,
): Record<string, unknown> {
  const endsAt = monotonicNow() + timeoutMs;
  return {
    ...fields,
    proxy: { token: 'local', url: 'http://local.invalid' },
    container: {},
    lambdaContext: { awsRequestId: invocationId, getRemainingTimeInMillis: () => Math.max(0, endsAt - monotonicNow()) },
    tracing: { traceId: invocationId.replaceAll('-', ''), spanId: invocationId.replaceAll('-', '').slice(0, 16) },
    realtime: {},
    metrics: { counter: () => counter, timing: () => ({ measure: () => ({ stop: nothing }) }), gauge: () => ({ set: nothing }) },
    featureFlags: () => false,
  };
}
