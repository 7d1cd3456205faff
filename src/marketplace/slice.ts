import { z } from 'zod';
import { dayOf } from '../platform/days';
import type { ClockPort, HttpPort, LogPort, SqlPort, VariablesPort } from '../platform/ports';
import { forgetQuarantineSql } from '../store/queries/sync-quarantine';
import { finishRunSql, noteErrorSql, touchRunSql } from '../store/queries/sync-state';
import { failed, INCOMPLETE_REASON, marketplaceClient } from './client';
import type { FailureCode, MarketplaceClient, MarketplaceRetry } from './client';
import { emitPending } from './emit-pending';
import { loadRows, readExport } from './load';
import type { SegmentCall } from './segment-call';
import { exportParameters, windowsOf } from './windows';

/** One bounded piece of a run, as it travels on the queue `sync`. `run` is the start of the run in epoch seconds. */
export const SyncSlice = z.strictObject({
  feed: z.enum(['licences', 'transactions']),
  pass: z.enum(['full', 'delta']),
  run: z.number().int(),
  windowIndex: z.number().int().min(0),
  updatedSinceDay: z.number().int().nullable(),
  /** Ask for an export, wait for it, store its rows from `cursor` on, tell destinations. */
  step: z.enum(['start', 'poll', 'load', 'emit']),
  developerId: z.string().nullable(),
  exportId: z.string().nullable(),
  cursor: z.number().int().min(0),
  polls: z.number().int().min(0),
  /** How often this window's export was asked for anew, because it arrived cut off. */
  restarts: z.number().int().min(0),
});
export type SyncSlice = z.infer<typeof SyncSlice>;

export type SyncPorts = {
  readonly sql: SqlPort;
  readonly http: HttpPort;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  /** Hands calls to delivery. When it throws, the rows stay pending and are told again with the same ids. */
  emit(events: readonly SegmentCall[]): Promise<void>;
};

export type SliceOutcome =
  | { readonly kind: 'next'; readonly slice: SyncSlice; readonly delayInSeconds: number }
  | { readonly kind: 'done'; readonly feed: SyncSlice['feed']; readonly pass: SyncSlice['pass'] }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };

/** Rows stored by one invocation: some twenty statements, a small part of the query time that a minute has. */
const ROWS_PER_SLICE = 5_000;
const FIRST_POLL_SECONDS = 1;
const MAX_POLL_SECONDS = 30;
/** With the waits between them, about an hour. */
const MAX_POLLS = 120;
const MAX_RESTARTS = 3;

/**
 * Does one piece and says what comes next. The order within a window is rows, then destinations, then the watermark, so a
 * run that is cut anywhere goes on from its slice, or from its window at the next plan, without loss.
 */
export async function runSlice(ports: SyncPorts, slice: SyncSlice): Promise<SliceOutcome> {
  const at = new Date(ports.clock()).toISOString();
  const client = marketplaceClient(ports.http, ports.variables);
  const outcome = 'kind' in client ? client : await step(ports, client, slice, at);
  switch (outcome.kind) {
    case 'failed':
      await ports.sql.write(noteErrorSql(slice, { code: outcome.code, message: outcome.message, at, stopped: true }));
      ports.log('error', 'sync-failed', { feed: slice.feed, pass: slice.pass, code: outcome.code });
      break;
    case 'retry':
      await ports.sql.write(noteErrorSql(slice, { code: outcome.reason, message: retryMessage(outcome), at, stopped: false }));
      ports.log('warn', 'sync-retry', { feed: slice.feed, pass: slice.pass, step: slice.step, reason: outcome.reason });
      break;
    case 'next':
    case 'done':
      break;
  }
  return outcome;
}

function step(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  switch (slice.step) {
    case 'start':
      return start(ports, client, slice, at);
    case 'poll':
      return poll(client, slice);
    case 'load':
      return load(ports, client, slice, at);
    case 'emit':
      return emit(ports, slice, at);
  }
}

async function start(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const window = windows(slice)[slice.windowIndex];
  if (window === undefined) return finish(ports, slice, at);
  await ports.sql.write(touchRunSql(slice, slice.windowIndex, at));
  const found = slice.developerId === null ? await client.developerId() : { kind: 'found' as const, developerId: slice.developerId };
  if (found.kind !== 'found') return found;
  const started = await client.startExport(slice.feed, found.developerId, exportParameters(slice.feed, window, slice.updatedSinceDay));
  if (started.kind !== 'started') return started;
  const polling: SyncSlice = { ...slice, step: 'poll', developerId: found.developerId, exportId: started.exportId, cursor: 0, polls: 0 };
  return { kind: 'next', slice: polling, delayInSeconds: FIRST_POLL_SECONDS };
}

async function poll(client: MarketplaceClient, slice: SyncSlice): Promise<SliceOutcome> {
  if (slice.developerId === null || slice.exportId === null) return again(slice);
  const status = await client.exportStatus(slice.feed, slice.developerId, slice.exportId);
  if (status.kind === 'ready') return { kind: 'next', slice: { ...slice, step: 'load', cursor: 0 }, delayInSeconds: 0 };
  return status.kind === 'processing' ? wait(slice) : status;
}

async function load(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  if (slice.developerId === null || slice.exportId === null) return again(slice);
  const download = await client.downloadExport(slice.feed, slice.developerId, slice.exportId);
  if (download.kind === 'processing') return wait(slice);
  if (download.kind === 'retry' && download.reason === INCOMPLETE_REASON) return askAnew(ports, slice, download, at);
  if (download.kind !== 'rows') return download;
  const to = slice.cursor + ROWS_PER_SLICE;
  const read = readExport(slice.feed, download.rows, { from: slice.cursor, to });
  const loaded = await loadRows(ports.sql, read, { at, run: slice.run });
  await ports.sql.write(touchRunSql(slice, slice.windowIndex, at));
  ports.log('info', 'sync-loaded', { feed: slice.feed, pass: slice.pass, window: slice.windowIndex, ...loaded });
  const more = to < read.total;
  return {
    kind: 'next',
    slice: more ? { ...slice, cursor: to } : { ...slice, step: 'emit', exportId: null, cursor: 0 },
    delayInSeconds: 0,
  };
}

async function emit(ports: SyncPorts, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const { settled } = await emitPending(ports, slice.feed);
  if (!settled) {
    await ports.sql.write(touchRunSql(slice, slice.windowIndex, at));
    return { kind: 'next', slice: { ...slice, cursor: slice.cursor + 1 }, delayInSeconds: 0 };
  }
  const windowIndex = slice.windowIndex + 1;
  if (windowIndex >= windows(slice).length) return finish(ports, slice, at);
  await ports.sql.write(touchRunSql(slice, windowIndex, at));
  return {
    kind: 'next',
    slice: { ...slice, windowIndex, step: 'start', exportId: null, cursor: 0, polls: 0, restarts: 0 },
    delayInSeconds: 0,
  };
}

async function finish(ports: SyncPorts, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  if (slice.pass === 'full') await ports.sql.write(forgetQuarantineSql(slice.feed, slice.run));
  await ports.sql.write(finishRunSql(slice, at));
  ports.log('info', 'sync-done', { feed: slice.feed, pass: slice.pass, run: slice.run });
  return { kind: 'done', feed: slice.feed, pass: slice.pass };
}

function windows(slice: SyncSlice) {
  return windowsOf(slice.feed, slice.pass, dayOf(slice.run * 1000));
}

/** Waits a little longer each time; an export that is never ready is given up. */
function wait(slice: SyncSlice): SliceOutcome {
  if (slice.polls >= MAX_POLLS) return failed('export-stuck');
  const delayInSeconds = Math.min(MAX_POLL_SECONDS, 2 + 2 * slice.polls);
  return { kind: 'next', slice: { ...slice, step: 'poll', polls: slice.polls + 1 }, delayInSeconds };
}

/** An export that arrives cut off may be cut off for good: another one is asked for, a few times. */
async function askAnew(ports: SyncPorts, slice: SyncSlice, retry: MarketplaceRetry, at: string): Promise<SliceOutcome> {
  if (slice.restarts >= MAX_RESTARTS) return failed(INCOMPLETE_REASON);
  await ports.sql.write(noteErrorSql(slice, { code: retry.reason, message: retryMessage(retry), at, stopped: false }));
  ports.log('warn', 'sync-retry', { feed: slice.feed, pass: slice.pass, step: slice.step, reason: retry.reason });
  const start: SyncSlice = { ...slice, step: 'start', exportId: null, cursor: 0, polls: 0, restarts: slice.restarts + 1 };
  return { kind: 'next', slice: start, delayInSeconds: retry.afterSeconds };
}

/** A slice that lacks what its step needs starts its window over. */
function again(slice: SyncSlice): SliceOutcome {
  return { kind: 'next', slice: { ...slice, step: 'start', exportId: null, cursor: 0, polls: 0 }, delayInSeconds: 0 };
}

function retryMessage(retry: MarketplaceRetry): string {
  const what =
    retry.reason === INCOMPLETE_REASON
      ? 'An export arrived incomplete; nothing of it was stored'
      : 'The Marketplace could not answer just now';
  return `${what} (${retry.reason}). It is tried again by itself.`;
}
