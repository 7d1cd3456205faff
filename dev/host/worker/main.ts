import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { createActiveTime } from './active-time';
import { installPlatform } from './calls';
import { current, forgeRuntime, type Running } from './invocation';
import type { ErrorText, FromWorker, Handler, ToWorker, WorkerSetup } from './messages';
import { installShiftedDate } from './shifted-date';

/** The entry of an app's worker: sets the platform up, loads the app, then serves invocations until it is ended. */
const port = parentPort;
if (port === null) throw new Error('This file runs in a worker');
const setup = workerData as WorkerSetup;
const post = (message: FromWorker): void => {
  port.postMessage(message);
};

const running = new Map<string, Running>();
const activeTime = createActiveTime();

installShiftedDate(setup.clock);
installPlatform(post);
const LEVELS = { log: 'info', info: 'info', debug: 'debug', warn: 'warn', error: 'error', trace: 'debug' } as const;
for (const [method, level] of Object.entries(LEVELS)) {
  Object.assign(console, {
    [method]: (...parts: unknown[]) => {
      const text = parts.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 4 }))).join(' ');
      post({ type: 'log', invocationId: current.getStore()?.invocationId ?? null, level, text });
    },
  });
}
process.on('unhandledRejection', (reason) => {
  console.error('Unhandled rejection', reason);
});

const errorText = (thrown: unknown): ErrorText =>
  thrown instanceof Error ? { name: thrown.name, message: thrown.message } : { name: 'Error', message: inspect(thrown) };

type AppModule = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
let loaded: AppModule | undefined;
/** The app is loaded by its first invocation, so that what it throws at load is that invocation's failure, as in the cloud. */
function functionOf(handler: Handler): (...args: unknown[]) => unknown {
  loaded ??= createRequire(setup.appFile)(setup.appFile) as AppModule;
  const found = loaded[handler.file]?.[handler.name];
  if (typeof found !== 'function') throw new Error(`The app does not export "${handler.name}" from "${handler.file}"`);
  return found as (...args: unknown[]) => unknown;
}

async function invoke(message: Extract<ToWorker, { type: 'invoke' }>): Promise<void> {
  const { invocationId } = message;
  const runtime = forgeRuntime(message.runtime, invocationId, message.timeoutMs, () => performance.now());
  const invocation: Running = { invocationId, runtime, waiting: new Map() };
  running.set(invocationId, invocation);
  activeTime.start(invocationId);
  await current.run(invocation, async () => {
    try {
      const result = await functionOf(message.handler)(...(JSON.parse(message.argsJson) as unknown[]));
      const json = JSON.stringify(result) as string | undefined;
      post({ type: 'returned', invocationId, json: json ?? null, activeMs: activeTime.stop(invocationId) });
    } catch (thrown) {
      console.error(thrown);
      post({ type: 'threw', invocationId, error: errorText(thrown), activeMs: activeTime.stop(invocationId) });
    } finally {
      running.delete(invocationId);
    }
  });
}

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'invoke':
      void invoke(message);
      return;
    case 'answer': {
      const waiting = running.get(message.invocationId)?.waiting;
      const resolve = waiting?.get(message.callId);
      waiting?.delete(message.callId);
      resolve?.(message.answer);
      return;
    }
    case 'forget':
      // A dead invocation waits for ever: nothing of its code may run on, not even a catch block.
      running.delete(message.invocationId);
      activeTime.stop(message.invocationId);
      return;
    case 'ping':
      post({ type: 'pong' });
  }
});
