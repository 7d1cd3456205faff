/**
 * Runs first in every Custom UI document and is what `@forge/bridge` finds as `window.__bridge`. It speaks with the page
 * that frames it, and with no other origin; events between parts of one document never leave it.
 */
declare const __HOST_ORIGIN__: string;

type Message =
  | { readonly tidemark: 'answer'; readonly id: number; readonly ok: true; readonly value?: unknown }
  | {
      readonly tidemark: 'answer';
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string };
    }
  | { readonly tidemark: 'event'; readonly name: string; readonly payload?: unknown };
type Callback = (payload: unknown) => void;

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const handlers = new Map<string, Set<Callback>>();
let lastId = 0;

const dispatch = (name: string, payload: unknown): void => {
  for (const callback of handlers.get(name) ?? []) callback(payload);
};

/** Functions cannot be posted to another window, and none of the commands that the host answers needs them. */
const plain = (payload: unknown): unknown => (payload === undefined ? undefined : (JSON.parse(JSON.stringify(payload)) as unknown));

function callBridge(cmd: string, payload?: unknown): Promise<unknown> {
  const { event, callback, payload: sent } = (payload ?? {}) as { event?: string; callback?: Callback; payload?: unknown };
  if ((cmd === 'on' || cmd === 'onPublic') && event !== undefined && callback !== undefined) {
    const set = handlers.get(event) ?? new Set<Callback>();
    handlers.set(event, set.add(callback));
    return Promise.resolve({ unsubscribe: () => set.delete(callback) });
  }
  if ((cmd === 'emit' || cmd === 'emitPublic') && event !== undefined) {
    dispatch(event, sent);
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    waiting.set(id, { resolve, reject });
    window.parent.postMessage({ tidemark: 'call', id, cmd, payload: plain(payload) }, __HOST_ORIGIN__);
  });
}

window.addEventListener('message', (event: MessageEvent<Message | null>) => {
  if (event.origin !== __HOST_ORIGIN__ || event.source !== window.parent) return;
  const message = event.data;
  if (message?.tidemark === 'event') dispatch(message.name, message.payload);
  if (message?.tidemark !== 'answer') return;
  const call = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.ok) call?.resolve(message.value);
  else call?.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
});

/** A frame without a height of its own is as tall as what it shows; the page around it knows which frames those are. */
const tellHeight = (): void => {
  callBridge('resize', { height: document.body.offsetHeight }).catch(() => undefined);
};
window.addEventListener('DOMContentLoaded', () => {
  new ResizeObserver(tellHeight).observe(document.body);
});

Object.defineProperty(window, '__bridge', { value: { callBridge }, writable: false });

export {};
