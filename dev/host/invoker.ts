import { randomUUID } from 'node:crypto';
import type { Meter } from '../meter/meter';
import type { MeteredService } from '../meter/prices';
import type { InvocationScope } from '../services';
import type { Outcome } from './app-worker';
import type { Clock } from './clock';
import { backendPayload, runtimeFields, type Occasion } from './context';
import type { HostLog } from './host-log';
import { DEFAULT_TIMEOUT_SECONDS, MAX_ASYNC_TIMEOUT_SECONDS, UI_TIMEOUT_SECONDS } from './limits';
import type { AppCall, CallAnswer } from './worker/messages';

/** What the host keeps of a running invocation for whoever answers its calls. */
export type CallScope = InvocationScope & { readonly occasion: Occasion; readonly originId: string; readonly calls: MeteredService[] };

export type InvocationCounts = { total: number; failed: number; timedOut: number };
/**
 * Ends the next run of a function at its nth call of a service: before the service hears of it, or after it has answered.
 * With `egress` only its own requests to the outside count; a run that makes fewer calls lives, and the kill is spent.
 */
export type Kill = {
  readonly functionKey: string;
  readonly appKey?: string;
  readonly calls: number;
  readonly when?: 'before' | 'after';
  readonly target?: 'egress';
};
/**
 * A request of an app to the outside, and what the app heard: null when it died, was out of time, or the line was cut;
 * `blocked` when the platform did not let it out.
 */
export type EgressHeard = {
  readonly functionKey: string;
  readonly url: string;
  readonly body: string;
  readonly answer: { readonly status: number; readonly body: string } | 'blocked' | null;
};

export type Invoker = {
  /** `kind` decides the time limit and the worker. `originId` links an invocation to the one that began its chain of queue pushes. */
  readonly run: (occasion: Occasion, kind: 'ui' | 'trigger' | 'async', payload: unknown, originId?: string) => Promise<Outcome>;
  readonly killAfter: (kill: Kill) => void;
  readonly counts: InvocationCounts;
};

export function createInvoker(options: {
  clock: Clock;
  log: HostLog;
  meter: Meter;
  readonly answer: (scope: CallScope, call: AppCall, signal: AbortSignal) => Promise<CallAnswer>;
  /** Told of every request to the outside, when it is over. */
  readonly onEgress?: ((heard: EgressHeard) => void) | undefined;
}): Invoker {
  const { clock, log, meter } = options;
  const counts: InvocationCounts = { total: 0, failed: 0, timedOut: 0 };
  const kills: Kill[] = [];
  const takeKill = ({ functionKey, app }: Occasion): Kill | null => {
    const index = kills.findIndex((kill) => kill.functionKey === functionKey && (kill.appKey ?? app.key) === app.key);
    return index < 0 ? null : (kills.splice(index, 1)[0] ?? null);
  };

  return {
    counts,
    killAfter: (kill) => {
      kills.push(kill);
    },
    async run(occasion, kind, payload, originId) {
      const { app, installation, functionKey, user } = occasion;
      const declared = app.manifest.functions.get(functionKey);
      if (declared === undefined) throw new Error(`The manifest declares no function "${functionKey}"`);
      const invocationId = randomUUID();
      const scope: CallScope = { invocationId, installation, functionKey, user, occasion, originId: originId ?? invocationId, calls: [] };
      const write = log.forInvocation(installation);
      const kill = takeKill(occasion);
      let callCount = 0;
      clock.publish();
      const outcome = await app.workers[kind === 'async' ? 'background' : 'asked'].run({
        invocationId,
        handler: declared.handler,
        argsJson: JSON.stringify([payload, backendPayload(occasion)]),
        runtime: runtimeFields(occasion, invocationId),
        timeoutMs: 1000 * timeoutSecondsOf(kind, declared.timeoutSeconds),
        async answer(call, signal) {
          if (kill?.target === undefined || kill.target === call.target) callCount += 1;
          // Both: the count stays where it is while calls that are not counted go by.
          const dies = kill?.calls === callCount && (kill.target === undefined || kill.target === call.target);
          if (dies && kill.when !== 'after') return 'die';
          const answer = await options.answer(scope, call, signal);
          if (call.target === 'egress') options.onEgress?.(heardOf(functionKey, call, dies || signal.aborted ? null : answer));
          clock.publish();
          return dies ? 'die' : answer;
        },
        log: (level, text) => {
          meter.addBytes(installation, 'logs', write(level, text));
        },
      });
      counts.total += 1;
      if (outcome.kind !== 'returned') {
        counts.failed += 1;
        log.write(installation, 'error', `${functionKey}: ${failureText(outcome)}`);
      }
      if (outcome.kind === 'FUNCTION_TIME_OUT') counts.timedOut += 1;
      meter.addInvocation(installation, { activeMs: outcome.activeMs, memoryMB: app.memoryMB, calls: scope.calls });
      return outcome;
    },
  };
}

function heardOf(functionKey: string, call: AppCall, answer: CallAnswer | null): EgressHeard {
  const text = (body: string | Uint8Array): string => (typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
  const asked = { functionKey, url: call.url, body: text(call.body ?? '') };
  if (answer === null) return { ...asked, answer };
  if (answer.ok) {
    const blocked = answer.status === 403 && answer.headers['forge-proxy-error'] !== undefined;
    return { ...asked, answer: blocked ? 'blocked' : { status: answer.status, body: text(answer.body) } };
  }
  // A network error is a `TypeError`, as fetch has it; every other name is the platform's own refusal.
  return { ...asked, answer: answer.error.name === 'TypeError' ? null : 'blocked' };
}

/** Only consumers and scheduled triggers may run longer than the platform's default. */
export function timeoutSecondsOf(kind: 'ui' | 'trigger' | 'async', declared: number | undefined): number {
  switch (kind) {
    case 'ui':
      return UI_TIMEOUT_SECONDS;
    case 'trigger':
      return DEFAULT_TIMEOUT_SECONDS;
    case 'async':
      return Math.min(MAX_ASYNC_TIMEOUT_SECONDS, declared ?? DEFAULT_TIMEOUT_SECONDS);
  }
}

export function failureText(outcome: Exclude<Outcome, { kind: 'returned' }>): string {
  switch (outcome.kind) {
    case 'threw':
      return `${outcome.error.name}: ${outcome.error.message}`;
    case 'FUNCTION_TIME_OUT':
      return 'The function took longer than its time limit (FUNCTION_TIME_OUT)';
    case 'FUNCTION_OUT_OF_MEMORY':
      return 'The function ran out of memory (FUNCTION_OUT_OF_MEMORY)';
    case 'FUNCTION_PLATFORM_UNKNOWN_ERROR':
      return 'The worker that ran the function ended (FUNCTION_PLATFORM_UNKNOWN_ERROR)';
    case 'killed':
      return 'Ended on purpose at a service call';
  }
}
