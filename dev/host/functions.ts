import { asyncEvent, type Delivery, type QueuedEvent } from '../queue/event';
import { MAX_RETRY_DATA_BYTES } from '../queue/limits';
import type { ScheduledTrigger } from '../schedule/schedule';
import type { Installation, Now, User } from '../services';
import { FAILED, readAnswer, type WebtriggerAnswer, type WebtriggerRequest } from '../webtrigger/exchange';
import type { HostedApp } from './app';
import type { Outcome } from './app-worker';
import { lifecyclePayload, triggerPayload, uiContext, type Occasion } from './context';
import { failureText, type Invoker } from './invoker';
import {
  MAX_INVOCATIONS_PER_INSTALLATION_PER_MINUTE,
  MAX_INVOCATIONS_PER_USER_PER_MINUTE,
  MAX_INVOKE_REQUEST_BYTES,
  MAX_INVOKE_RESPONSE_BYTES,
  MAX_RETRY_AFTER_SECONDS,
  MAX_TRIGGER_RETRIES,
} from './limits';
import { createRateWindow } from './rate-window';
import type { Timeline } from './timeline';

/** What the bridge tells a UI: a name to tell failures apart and a sentence. */
export class InvokeError extends Error {
  constructor(
    override readonly name: 'InvocationFailed' | 'RateLimited' | 'PayloadTooBig' | 'NotFound',
    message: string,
  ) {
    super(message);
  }
}

export type UiInvocation = {
  readonly app: HostedApp;
  readonly installation: Installation;
  readonly user: User | null;
  readonly moduleKey: string;
  readonly functionKey: string;
  readonly payload: unknown;
  readonly extension: Readonly<Record<string, unknown>>;
};

export type MacroExport = Pick<UiInvocation, 'app' | 'installation' | 'user' | 'moduleKey'> & {
  readonly exportType: 'pdf' | 'word' | 'other';
  readonly config: Readonly<Record<string, unknown>>;
  readonly contentId: string;
};

/** The ways in which the platform calls an app's functions, each with its own arguments and its own reading of what they return. */
export type Functions = {
  readonly invoke: (asked: UiInvocation) => Promise<unknown>;
  /** What stands for a macro in an exported page. */
  readonly exportMacro: (asked: MacroExport) => Promise<unknown>;
  readonly consume: (event: QueuedEvent) => Promise<Delivery>;
  readonly scheduled: (installation: Installation, trigger: ScheduledTrigger) => Promise<string>;
  readonly webtrigger: (installation: Installation, key: string, request: WebtriggerRequest) => Promise<WebtriggerAnswer>;
  readonly lifecycle: (installation: Installation, kind: 'installed' | 'upgraded') => Promise<void>;
  readonly preUninstall: (installation: Installation) => Promise<void>;
};

const parsed = (json: string | null): unknown => (json === null ? undefined : (JSON.parse(json) as unknown));
type Retry = { readonly retryAfter?: number; readonly retryReason?: string; readonly retryData?: unknown };
/** The value that `new InvocationError(…)` of `@forge/events` becomes. */
function retryIn(value: unknown): Retry | null {
  const response = value as { _retry?: boolean; retryOptions?: Retry } | null | undefined;
  return typeof response === 'object' && response?._retry === true ? (response.retryOptions ?? {}) : null;
}

export function createFunctions(options: {
  now: Now;
  timeline: Timeline;
  invoker: Invoker;
  readonly appOf: (installation: Installation) => HostedApp;
}): Functions {
  const { invoker, appOf, now, timeline } = options;
  const perUser = createRateWindow({ now, limit: MAX_INVOCATIONS_PER_USER_PER_MINUTE });
  const perInstallation = createRateWindow({ now, limit: MAX_INVOCATIONS_PER_INSTALLATION_PER_MINUTE });
  const occasion = (installation: Installation, moduleType: string, moduleKey: string, functionKey: string): Occasion => ({
    app: appOf(installation),
    installation,
    functionKey,
    moduleType,
    moduleKey,
    user: null,
  });

  const triggered = async (at: Occasion, payload: unknown, attempt: number): Promise<void> => {
    const outcome = await invoker.run(at, 'trigger', payload);
    const retry = outcome.kind === 'returned' ? retryIn(parsed(outcome.json)) : null;
    if (retry === null || attempt >= MAX_TRIGGER_RETRIES) return;
    timeline.at(now() + 1000 * Math.min(MAX_RETRY_AFTER_SECONDS, retry.retryAfter ?? 1), () => void triggered(at, payload, attempt + 1));
  };

  return {
    async invoke({ app, installation, user, moduleKey, functionKey, payload, extension }) {
      const module = app.manifest.ui.find((candidate) => candidate.key === moduleKey);
      if (module === undefined || module.functionKey === null)
        throw new InvokeError('NotFound', `The module "${moduleKey}" has no resolver`);
      if (user !== null && !perUser.take(user.accountId))
        throw new InvokeError('RateLimited', 'Too many invocations of this user in a minute');
      if (!perInstallation.take(installation.installationId))
        throw new InvokeError('RateLimited', 'Too many invocations of this installation in a minute');
      if (Buffer.byteLength(JSON.stringify({ payload })) > MAX_INVOKE_REQUEST_BYTES)
        throw new InvokeError('PayloadTooBig', `The request is larger than ${MAX_INVOKE_REQUEST_BYTES / 1024} KB`);
      const at: Occasion = { app, installation, functionKey: module.functionKey, moduleType: module.type, moduleKey, user };
      const outcome = await invoker.run(at, 'ui', { call: { functionKey, payload }, context: uiContext(at, extension) });
      if (outcome.kind === 'threw')
        throw new InvokeError('InvocationFailed', `There was an error invoking the function - ${outcome.error.message}`);
      if (outcome.kind !== 'returned')
        throw new InvokeError('InvocationFailed', `There was an error invoking the function - ${failureText(outcome)}`);
      if (Buffer.byteLength(outcome.json ?? '') > MAX_INVOKE_RESPONSE_BYTES)
        throw new InvokeError('PayloadTooBig', `The response is larger than ${MAX_INVOKE_RESPONSE_BYTES / 1024 / 1024} MB`);
      return parsed(outcome.json);
    },
    async exportMacro({ app, installation, user, moduleKey, exportType, config, contentId }) {
      const module = app.manifest.ui.find((candidate) => candidate.key === moduleKey);
      if (module === undefined || module.exportFunctionKey === null)
        throw new InvokeError('NotFound', `The module "${moduleKey}" has no adfExport`);
      const at: Occasion = { app, installation, functionKey: module.exportFunctionKey, moduleType: module.type, moduleKey, user };
      const content = { id: contentId, type: 'page' };
      // A PDF is told its settings apart from the context; every other kind finds them in it.
      const asked =
        exportType === 'pdf'
          ? { exportType, extensionPayload: { config }, context: { extension: { content } } }
          : { exportType, context: { content, config } };
      const outcome = await invoker.run(at, 'ui', asked);
      if (outcome.kind !== 'returned')
        throw new InvokeError('InvocationFailed', outcome.kind === 'threw' ? outcome.error.message : failureText(outcome));
      return parsed(outcome.json);
    },
    async consume(event) {
      const { installation } = event;
      const consumer = appOf(installation).manifest.consumers.find((candidate) => candidate.queue === event.queue);
      if (consumer === undefined) return { kind: 'failed', reason: `No consumer for "${event.queue}"` };
      const outcome = await invoker.run(
        occasion(installation, 'consumer', consumer.key, consumer.function),
        'async',
        asyncEvent(event),
        event.originId,
      );
      return deliveryOf(outcome);
    },
    async scheduled(installation, trigger) {
      const at = occasion(installation, 'scheduledTrigger', trigger.key, trigger.functionKey);
      const outcome = await invoker.run(at, 'async', triggerPayload(at));
      return outcome.kind === 'returned' ? 'ok' : failureText(outcome);
    },
    async webtrigger(installation, key, request) {
      const declared = appOf(installation).manifest.webtriggers.find((candidate) => candidate.key === key);
      if (declared === undefined) return FAILED;
      const at = occasion(installation, 'webtrigger', key, declared.function);
      const outcome = await invoker.run(at, 'trigger', { ...request, context: triggerPayload(at).context });
      return outcome.kind === 'returned' ? readAnswer(parsed(outcome.json), declared.response) : FAILED;
    },
    async lifecycle(installation, kind) {
      const app = appOf(installation);
      const installer = app.users(installation.site.slug).find((user) => user.isAdmin);
      const heard = app.manifest.eventTriggers.filter((trigger) => trigger.events.includes(`avi:forge:${kind}:app`));
      await Promise.all(
        heard.map((trigger) => {
          const at = occasion(installation, 'trigger', trigger.key, trigger.function);
          return triggered(at, lifecyclePayload(at, kind, installer), 0);
        }),
      );
    },
    async preUninstall(installation) {
      for (const { key, function: functionKey } of appOf(installation).manifest.preUninstalls) {
        const at = occasion(installation, 'preUninstall', key, functionKey);
        await invoker.run(at, 'trigger', triggerPayload(at));
      }
    },
  };
}

/** A consumer that fails is tried again by the platform; one that returns an `InvocationError` says itself when. */
function deliveryOf(outcome: Outcome): Delivery {
  if (outcome.kind === 'threw') return { kind: 'failed', reason: `${outcome.error.name}: ${outcome.error.message}` };
  if (outcome.kind !== 'returned') return { kind: 'failed', reason: outcome.kind };
  const retry = retryIn(parsed(outcome.json));
  if (retry === null) return { kind: 'done' };
  const fits = Buffer.byteLength(JSON.stringify({ data: retry.retryData })) <= MAX_RETRY_DATA_BYTES;
  return {
    kind: 'retry',
    afterSeconds: Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(1, retry.retryAfter ?? 1)),
    reason: retry.retryReason ?? 'FUNCTION_RETRY_REQUEST',
    data: fits ? retry.retryData : undefined,
  };
}
