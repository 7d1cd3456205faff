import { createWindow, type Window } from '../sql/window';
import { json, type Installation, type Now, type Service, type ServiceResponse } from '../services';
import { batchDelete, batchGet, batchSet } from './batch';
import type { EntitySchema } from './entity';
import * as limits from './limits';
import { listEntities, listKeys } from './list';
import { KvsRefusal, rateExceeded, unprocessable } from './refusal';
import { createStore, type KvsDump } from './store';
import { transact } from './transaction';
import { createSession, readValue, removeValue, writeValue, type Answer, type Session } from './values';

/** One request: bytes of the values read and written, which the cloud sells by the gigabyte. */
export type KvsMeter = (
  installationId: string,
  usage: { readonly requests: number; readonly readBytes: number; readonly writeBytes: number },
) => void;

export type KvsServiceOptions = {
  readonly now: Now;
  readonly entitiesOf: (installation: Installation) => readonly EntitySchema[];
  readonly meter?: KvsMeter;
  /** False lets a bulk load pass the rates; every other limit stays. */
  readonly enforceRates?: boolean;
};

type Usage = { readonly requests: Window; readonly reads: Window; readonly writes: Window };

const ROUTES: Readonly<Record<string, (session: Session, body: unknown) => Answer>> = {
  '/api/v1/get': (session, body) => readValue(session, 'plain', body),
  '/api/v1/set': (session, body) => writeValue(session, 'plain', body),
  '/api/v1/delete': (session, body) => removeValue(session, 'plain', body),
  '/api/v1/query': listKeys,
  '/api/v1/secret/get': (session, body) => readValue(session, 'secret', body),
  '/api/v1/secret/set': (session, body) => writeValue(session, 'secret', body),
  '/api/v1/secret/delete': (session, body) => removeValue(session, 'secret', body),
  '/api/v1/entity/get': (session, body) => readValue(session, 'entity', body),
  '/api/v1/entity/set': (session, body) => writeValue(session, 'entity', body),
  '/api/v1/entity/delete': (session, body) => removeValue(session, 'entity', body),
  '/api/v1/entity/query': listEntities,
  '/api/v1/batch/get': batchGet,
  '/api/v1/batch/set': batchSet,
  '/api/v1/batch/delete': batchDelete,
  '/api/v1/transaction': transact,
};

/** Forge's Key-Value and Custom Entity Stores, in memory, each installation apart. Secrets are not encrypted here. */
export function createKvsService(options: KvsServiceOptions): {
  readonly service: Service;
  dump(): KvsDump;
  load(dump: KvsDump): void;
  reset(): void;
} {
  const { now, entitiesOf, meter, enforceRates = true } = options;
  const store = createStore(now);
  const usages = new Map<string, Usage>();
  const usageOf = (installationId: string): Usage => {
    const usage = usages.get(installationId) ?? {
      requests: createWindow(limits.MAX_REQUESTS_PER_SECOND, 1_000),
      reads: createWindow(Infinity, 60_000),
      writes: createWindow(Infinity, 60_000),
    };
    usages.set(installationId, usage);
    return usage;
  };
  const answer = (installation: Installation, path: string, text: string): ServiceResponse => {
    const route = ROUTES[path];
    if (!route) return json(404, { code: 'UNKNOWN_ERROR', message: 'No such endpoint of the Key-Value Store' });
    const { installationId } = installation;
    const usage = usageOf(installationId);
    if (enforceRates) {
      const isWithin =
        usage.requests.spend(1, now()) &&
        usage.reads.spent(now()) < limits.MAX_READ_UNITS_PER_MINUTE &&
        usage.writes.spent(now()) < limits.MAX_WRITE_UNITS_PER_MINUTE;
      if (!isWithin) throw rateExceeded();
    }
    if (Buffer.byteLength(text) > limits.MAX_PAYLOAD_BYTES) throw new KvsRefusal(413, 'MAX_SIZE', 'The request is larger than 4 MB');
    const session = createSession(store, installationId, entitiesOf(installation), now());
    const { body, readBytes, writeBytes } = route(session, parseBody(text));
    usage.reads.spend(Math.ceil(readBytes / limits.UNIT_BYTES), now());
    usage.writes.spend(Math.ceil(writeBytes / limits.UNIT_BYTES), now());
    meter?.(installationId, { requests: 1, readBytes, writeBytes });
    return body === undefined ? { status: 200, headers: {}, body: '' } : json(200, body);
  };
  return {
    service: (scope, request) => {
      try {
        return Promise.resolve(answer(scope.installation, request.path, request.body ?? ''));
      } catch (error) {
        if (error instanceof KvsRefusal) return Promise.resolve(json(error.status, { code: error.code, message: error.message }));
        return Promise.reject(error instanceof Error ? error : new Error('The Key-Value Store failed', { cause: error }));
      }
    },
    dump: store.dump,
    load: (dump) => {
      store.load(dump);
    },
    reset: () => {
      store.reset();
      usages.clear();
    },
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unprocessable();
  }
}
