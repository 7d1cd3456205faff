import { dayOf } from '../platform/days';
import { isTyped } from '../store/queries/sync-feed';
import { currentRun, noteErrorSql, placeRunSql, touchRunSql } from '../store/queries/sync-state';
import { isPaused } from '../store/queries/sync-wishes';
import { marketplaceClient } from './client';
import type { MarketplaceClient, MarketplaceRetry } from './client';
import { emitPending } from './emit-pending';
import { cutToSize, loadExport, pollExport } from './export-slice';
import type { MarketplaceFailure } from './failure';
import { feedOf } from './feeds';
import { finishRun } from './finish-run';
import { readPages } from './page-slice';
import { scopesOf } from './scopes';
import type { SliceOutcome, SyncPorts } from './slice-outcome';
import { updatedSince } from './sync-slice';
import type { SyncSlice } from './sync-slice';
import { windowParameters, windowsOf } from './windows';

export type { SliceOutcome, SyncPorts };

const FIRST_POLL_SECONDS = 1;

/**
 * Does one piece and says what comes next. The order within a window is rows, then destinations, then what is left to do, so a run
 * that is cut anywhere goes on from its slice, or from its window at the next plan, without loss.
 */
export async function runSlice(ports: SyncPorts, slice: SyncSlice): Promise<SliceOutcome> {
  const at = new Date(ports.clock()).toISOString();
  const claim = await currentRun(ports.sql, slice);
  // A chain that a later one has overtaken would bring old rows over new ones.
  if (claim?.run !== slice.run || claim.isOver || (slice.exportId !== null && claim.exportId !== slice.exportId))
    return { kind: 'let-go', reason: 'overtaken' };
  const client = marketplaceClient(ports.http, ports.variables);
  const outcome = 'kind' in client ? client : await step(ports, client, slice, at);
  switch (outcome.kind) {
    case 'failed':
      await noteFailure(ports, slice, outcome, at);
      break;
    case 'retry':
      await ports.sql.write(noteErrorSql(slice, { code: outcome.reason, message: retryMessage(outcome), at, stopped: false }));
      ports.log('warn', 'sync-retry', { feed: slice.feed, pass: slice.pass, step: slice.step, reason: outcome.reason });
      break;
    case 'next':
    case 'done':
    case 'let-go':
      break;
  }
  return outcome;
}

function step(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  switch (slice.step) {
    case 'start':
      return start(ports, client, slice, at);
    case 'poll':
      return pollExport(ports, client, slice, at);
    case 'load':
      return loadExport(ports, client, slice, at);
    case 'pages':
      return readPages(ports, client, slice, at);
  }
}

/** What waits is told, then the next window is begun; after the last one the run is over. */
async function start(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  if (isTyped(slice.feed)) {
    const { settled } = await emitPending(ports, slice.feed);
    if (!settled) {
      await ports.sql.write(touchRunSql(slice, at));
      return { kind: 'next', slice, delayInSeconds: 0 };
    }
  }
  if (await isPaused(ports.sql, slice.feed)) {
    await ports.sql.write(touchRunSql(slice, null));
    return { kind: 'let-go', reason: 'paused' };
  }
  if (slice.todo?.length === 0) return finishRun(ports, slice, at);
  const found = slice.developerId === null ? await client.developerId() : { kind: 'found' as const, developerId: slice.developerId };
  if (found.kind !== 'found') return found;
  const { developerId } = found;
  const feed = feedOf(slice.feed);
  if (slice.todo === null) {
    const scopes = await scopesOf(client, feed, developerId);
    if (scopes.kind !== 'listed') return scopes;
    const todo = windowsOf({ feed: slice.feed, pass: slice.pass, runDay: dayOf(slice.run * 1000) }, scopes.items);
    await ports.sql.write(placeRunSql(slice, JSON.stringify(todo), null, at));
    return { kind: 'next', slice: { ...slice, todo, developerId }, delayInSeconds: 0 };
  }
  if (feed.transport.kind !== 'export') {
    await ports.sql.write(placeRunSql(slice, JSON.stringify(slice.todo), null, at));
    return { kind: 'next', slice: { ...slice, developerId, step: 'pages' }, delayInSeconds: 0 };
  }
  const cut = await cutToSize(client, { ...slice, developerId });
  if (cut.kind !== 'cut') return cut;
  const [window] = cut.todo;
  if (window === undefined) return { kind: 'next', slice: { ...slice, todo: [] }, delayInSeconds: 0 };
  const path = feed.path({ developerId, vendorId: client.vendorId, scope: '' });
  const started = await client.startExport(path, windowParameters(feed, window, updatedSince(slice, window)));
  if (started.kind !== 'started') return started;
  await ports.sql.write(placeRunSql(slice, JSON.stringify(cut.todo), started.exportId, at));
  return {
    kind: 'next',
    slice: { ...slice, todo: cut.todo, step: 'poll', developerId, exportId: started.exportId, polls: 0, misses: 0 },
    delayInSeconds: FIRST_POLL_SECONDS,
  };
}

async function noteFailure(ports: SyncPorts, slice: SyncSlice, failure: MarketplaceFailure, at: string): Promise<void> {
  await ports.sql.write(noteErrorSql(slice, { code: failure.code, message: failure.message, at, stopped: true }));
  ports.log('error', 'sync-failed', { feed: slice.feed, pass: slice.pass, code: failure.code });
}

function retryMessage(retry: MarketplaceRetry): string {
  return `The Marketplace could not answer just now (${retry.reason}). It is tried again by itself.`;
}
