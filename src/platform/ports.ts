import type { Sql } from './sql';

/** A row as the engine gives it; every query parses its rows with zod before anyone uses them. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** Forge SQL, or any engine that answers alike. One statement a call, no transaction across calls. */
export type SqlPort = {
  /** SELECT: the rows. */
  query(statement: Sql): Promise<readonly SqlRow[]>;
  /** INSERT, UPDATE, DELETE: rows affected, as MySQL counts them (an upsert that updates counts 2). */
  write(statement: Sql): Promise<number>;
};

/** Schema changes, for migrations only. */
export type DdlPort = (statement: Sql) => Promise<void>;

/** A queue event: its body is at most `MAX_QUEUE_EVENT_BYTES`, and it may be delivered late or more than once. */
export type QueueEvent = { readonly body: Record<string, unknown>; readonly delayInSeconds?: number };
export type QueuePort = (queue: string, events: readonly QueueEvent[]) => Promise<void>;

/** Key-value storage of this installation. Keys: letters, digits, `:._-`, at most 500. */
export type KvsPort = {
  get(key: string): Promise<unknown>;
  /** The values of at most 25 keys, in one call; absent keys are left out. */
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** A value is at most 240 KiB of JSON. */
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Any number of keys; absent ones are no error. */
  deleteMany(keys: readonly string[]): Promise<void>;
  /** The first entries, in the order of their keys, whose key begins with `prefix`: at most `limit`, and never more than 100. */
  list(prefix: string, limit: number): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
};

export type HttpRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
};
/** `egress-blocked`: the platform refused the host (not declared, or the admin switched analytics off). `unreachable`: network error or timeout, so whether it arrived is unknown. */
export type HttpOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly kind: 'egress-blocked' }
  | { readonly kind: 'unreachable'; readonly reason: string };
export type HttpPort = (request: HttpRequest) => Promise<HttpOutcome>;

/** Forge variables of the app (plain and encrypted). Never logged. */
export type VariablesPort = (name: string) => string | undefined;

/** Milliseconds since the epoch, UTC. */
export type ClockPort = () => number;

/** One structured line. Fields carry codes, counts and durations, never people's data or secrets. */
export type LogPort = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, string | number | boolean>>,
) => void;

/** Product REST, as the app or as the user who asks. The path carries no user input that is not encoded. */
export type ProductPort = (
  as: 'app' | 'user',
  product: 'jira' | 'confluence',
  path: string,
) => Promise<{ readonly status: number; readonly body: unknown }>;
