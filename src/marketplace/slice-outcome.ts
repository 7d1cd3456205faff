import type { ClockPort, HttpPort, LogPort, SqlPort, VariablesPort } from '../platform/ports';
import type { FailureCode } from './failure';
import type { SegmentCall } from './segment-call';
import type { SyncSlice } from './sync-slice';

export type SyncPorts = {
  readonly sql: SqlPort;
  readonly http: HttpPort;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  /** Hands calls to delivery. When it throws, the rows stay pending and are told again with the same ids. */
  emit(events: readonly SegmentCall[]): Promise<void>;
  /** Has destinations, and whatever else here names them, forget people who were erased at the Marketplace. */
  eraseContacts(contactIds: readonly string[]): Promise<void>;
};

export type SliceOutcome =
  | { readonly kind: 'next'; readonly slice: SyncSlice; readonly delayInSeconds: number }
  | { readonly kind: 'done'; readonly feed: SyncSlice['feed']; readonly pass: SyncSlice['pass'] }
  /** The feed rests, or a later run or export has taken over: this chain ends, and nothing of it is lost. */
  | { readonly kind: 'let-go'; readonly reason: 'overtaken' | 'paused' }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };
