/** What the main thread and an app's worker say to each other. Payloads travel as JSON text, as they do in the cloud. */
export type Handler = { readonly file: string; readonly name: string };

/** The `ForgeRuntime` fields that are data; the worker adds the functions. */
export type RuntimeFields = {
  readonly contextAri: string;
  readonly appContext: Readonly<Record<string, unknown>>;
  readonly aaid: string | undefined;
};

export type ErrorText = {
  readonly name: string;
  readonly message: string;
  readonly status?: number;
  readonly cause?: { readonly code: string };
};

/** `forge`: something asked of the platform through `__forge_fetch__`; `egress`: the app's own `fetch`. */
export type AppCall = {
  readonly target: 'forge' | 'egress';
  readonly meta: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly redirect: 'follow' | 'manual' | 'error';
};
export type CallAnswer =
  | { readonly ok: true; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array }
  | { readonly ok: false; readonly error: ErrorText };

export type ToWorker =
  | {
      readonly type: 'invoke';
      readonly invocationId: string;
      readonly handler: Handler;
      readonly argsJson: string;
      readonly runtime: RuntimeFields;
      readonly timeoutMs: number;
    }
  | { readonly type: 'answer'; readonly invocationId: string; readonly callId: number; readonly answer: CallAnswer }
  | { readonly type: 'forget'; readonly invocationId: string }
  | { readonly type: 'ping' };

export type FromWorker =
  | { readonly type: 'call'; readonly invocationId: string; readonly callId: number; readonly call: AppCall }
  | { readonly type: 'abort'; readonly invocationId: string; readonly callId: number }
  | { readonly type: 'log'; readonly invocationId: string | null; readonly level: string; readonly text: string }
  | { readonly type: 'returned'; readonly invocationId: string; readonly json: string | null; readonly activeMs: number }
  | { readonly type: 'threw'; readonly invocationId: string; readonly error: ErrorText; readonly activeMs: number }
  | { readonly type: 'pong' };

export type WorkerSetup = { readonly appFile: string; readonly clock: SharedArrayBuffer };
