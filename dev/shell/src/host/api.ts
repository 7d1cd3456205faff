import type { ApiAnswer, BridgeRequest, DeadLetter, ExportRequest, SinkEvent, SitesAnswer, SqlAnswer, StatusAnswer } from '../../../api';

/** What may be read, by path under `/__dev/api/`. */
export type Readable = { sites: SitesAnswer; status: StatusAnswer; deadletters: DeadLetter[]; sink: SinkEvent[] };

/** What may be posted, and what comes back. */
type Postable = {
  bridge: { body: BridgeRequest; answer: unknown };
  export: { body: ExportRequest; answer: unknown };
  trigger: { body: { appKey: string; site: string; key: string }; answer: unknown };
  queue: { body: { fault: { duplicate: boolean; failNext: number } }; answer: unknown };
  clock: { body: { advanceMs: number }; answer: unknown };
  sql: { body: { appKey: string; site: string; text: string }; answer: SqlAnswer };
  egress: { body: { site: string; appKey: string; allow: boolean }; answer: unknown };
};

/** What the host refused, in its own words; `name` is the error's name in the app. */
export class HostError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Throws `HostError` for a refusal and for a host that does not answer. */
export async function readFromHost<K extends keyof Readable>(path: K): Promise<Readable[K]> {
  return answerOf<Readable[K]>(() => fetch(`/__dev/api/${path}`, { headers: { accept: 'application/json' } }));
}

export async function postToHost<K extends keyof Postable>(path: K, body: Postable[K]['body']): Promise<Postable[K]['answer']> {
  return answerOf<Postable[K]['answer']>(() =>
    fetch(`/__dev/api/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  );
}

async function answerOf<T>(ask: () => Promise<Response>): Promise<T> {
  const response = await ask().catch(() => {
    throw new HostError('HostUnreachable', 'The local host does not answer. Is it still running?');
  });
  const answer = await (response.json() as Promise<ApiAnswer<T>>).catch(() => {
    throw new HostError('HostAnswer', `The local host answered ${String(response.status)} without JSON.`);
  });
  if (!answer.ok) throw new HostError(answer.error.name, answer.error.message);
  return answer.value;
}
