import { Worker } from 'node:worker_threads';
import { PING_PATIENCE_MS } from './limits';
import type { AppCall, CallAnswer, ErrorText, FromWorker, Handler, RuntimeFields, ToWorker, WorkerSetup } from './worker/messages';

/** How an invocation ended. `killed`: a test hook ended it; the others carry the platform's codes. */
export type Outcome =
  | { readonly kind: 'returned'; readonly json: string | null; readonly activeMs: number }
  | { readonly kind: 'threw'; readonly error: ErrorText; readonly activeMs: number }
  | {
      readonly kind: 'FUNCTION_TIME_OUT' | 'FUNCTION_OUT_OF_MEMORY' | 'FUNCTION_PLATFORM_UNKNOWN_ERROR' | 'killed';
      readonly activeMs: number;
    };

export type Task = {
  readonly invocationId: string;
  readonly handler: Handler;
  readonly argsJson: string;
  readonly runtime: RuntimeFields;
  readonly timeoutMs: number;
  /** `die` ends the invocation as if its machine had gone away: no code of it runs any more. */
  readonly answer: (call: AppCall, signal: AbortSignal) => Promise<CallAnswer | 'die'>;
  readonly log: (level: string, text: string) => void;
};

/** One worker thread of one app: warm across sites and invocations, respawned when it blocks or runs out of memory. */
export type AppWorker = { run(task: Task): Promise<Outcome>; stop(): Promise<void> };

type Live = {
  readonly task: Task;
  readonly startedAt: number;
  readonly aborts: Map<number, AbortController>;
  readonly finish: (outcome: Outcome) => void;
};

export function createAppWorker(options: {
  workerFile: string;
  setup: WorkerSetup;
  memoryMB: number;
  variables: Readonly<Record<string, string>>;
  onStray: (level: string, text: string) => void;
}): AppWorker {
  let worker: Worker | null = null;
  let patience: NodeJS.Timeout | null = null;
  let stopped = false;
  /** Invocations that arrive while the worker is under suspicion start when it has answered or been replaced. */
  const held: (() => void)[] = [];
  const live = new Map<string, Live>();
  const send = (message: ToWorker): void => worker?.postMessage(message);

  const failAll = (kind: 'FUNCTION_TIME_OUT' | 'FUNCTION_OUT_OF_MEMORY' | 'FUNCTION_PLATFORM_UNKNOWN_ERROR'): void => {
    for (const entry of [...live.values()]) entry.finish({ kind, activeMs: performance.now() - entry.startedAt });
  };
  const lose = (lost: Worker, kind: 'FUNCTION_TIME_OUT' | 'FUNCTION_OUT_OF_MEMORY' | 'FUNCTION_PLATFORM_UNKNOWN_ERROR'): void => {
    if (worker !== lost) return;
    worker = null;
    if (patience !== null) clearTimeout(patience);
    patience = null;
    void lost.terminate();
    failAll(kind);
    release();
  };
  const release = (): void => {
    for (const start of held.splice(0)) start();
  };

  const spawn = (): Worker => {
    const made = new Worker(options.workerFile, {
      workerData: options.setup,
      env: { ...options.variables },
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMB },
      execArgv: ['--enable-source-maps'],
    });
    made.on('message', receive);
    made.on('error', (error: Error & { code?: string }) => {
      options.onStray('error', `The app's worker ended: ${error.message}`);
      lose(made, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'FUNCTION_OUT_OF_MEMORY' : 'FUNCTION_PLATFORM_UNKNOWN_ERROR');
    });
    made.on('exit', () => {
      lose(made, 'FUNCTION_PLATFORM_UNKNOWN_ERROR');
    });
    return made;
  };

  /** A worker that cannot even answer a ping is stuck in the app's code: only a new one helps. */
  const checkBlocked = (): void => {
    const suspect = worker;
    if (suspect === null || patience !== null) return;
    patience = setTimeout(() => {
      lose(suspect, 'FUNCTION_TIME_OUT');
    }, PING_PATIENCE_MS);
    send({ type: 'ping' });
  };

  const receive = (message: FromWorker): void => {
    if (message.type === 'pong') {
      if (patience !== null) clearTimeout(patience);
      patience = null;
      release();
      return;
    }
    const entry = message.invocationId === null ? undefined : live.get(message.invocationId);
    switch (message.type) {
      case 'log':
        (entry?.task.log ?? options.onStray)(message.level, message.text);
        return;
      case 'call':
        if (entry !== undefined) void answerCall(entry, message.callId, message.call);
        return;
      case 'abort':
        entry?.aborts.get(message.callId)?.abort();
        return;
      case 'returned':
        entry?.finish({ kind: 'returned', json: message.json, activeMs: message.activeMs });
        return;
      case 'threw':
        entry?.finish({ kind: 'threw', error: message.error, activeMs: message.activeMs });
    }
  };

  const answerCall = async (entry: Live, callId: number, call: AppCall): Promise<void> => {
    const { invocationId } = entry.task;
    const abort = new AbortController();
    entry.aborts.set(callId, abort);
    const answer = await entry.task
      .answer(call, abort.signal)
      .catch((error: unknown): CallAnswer => ({ ok: false, error: { name: 'Error', message: `The local host failed: ${String(error)}` } }));
    entry.aborts.delete(callId);
    if (!live.has(invocationId)) return;
    if (answer === 'die') {
      send({ type: 'forget', invocationId });
      entry.finish({ kind: 'killed', activeMs: 0 });
      return;
    }
    send({ type: 'answer', invocationId, callId, answer });
  };

  const start = (task: Task, resolve: (outcome: Outcome) => void): void => {
    if (stopped) {
      resolve({ kind: 'FUNCTION_PLATFORM_UNKNOWN_ERROR', activeMs: 0 });
      return;
    }
    const { invocationId, handler, argsJson, runtime, timeoutMs } = task;
    const timer = setTimeout(() => {
      send({ type: 'forget', invocationId });
      checkBlocked();
      live.get(invocationId)?.finish({ kind: 'FUNCTION_TIME_OUT', activeMs: timeoutMs });
    }, timeoutMs);
    const aborts = new Map<number, AbortController>();
    live.set(invocationId, {
      task,
      startedAt: performance.now(),
      aborts,
      finish(outcome) {
        if (!live.delete(invocationId)) return;
        clearTimeout(timer);
        for (const abort of aborts.values()) abort.abort();
        resolve(outcome);
      },
    });
    worker ??= spawn();
    send({ type: 'invoke', invocationId, handler, argsJson, runtime, timeoutMs });
  };

  return {
    run: (task) =>
      new Promise((resolve) => {
        const begin = (): void => {
          start(task, resolve);
        };
        if (patience === null) begin();
        else held.push(begin);
      }),
    async stop() {
      const last = worker;
      stopped = true;
      worker = null;
      if (patience !== null) clearTimeout(patience);
      failAll('FUNCTION_PLATFORM_UNKNOWN_ERROR');
      release();
      await last?.terminate();
    },
  };
}
