import { dayOf } from '../platform/days';
import { noteErrorSql, placeRunSql } from '../store/queries/sync-state';
import { noteWindowSql } from '../store/queries/sync-windows';
import type { MarketplaceClient } from './client';
import { loadPortsOf } from './emit-pending';
import { failed } from './failure';
import type { FailureCode, MarketplaceFailure } from './failure';
import { feedOf } from './feeds';
import { loadFeed, rowsOfText } from './load-feed';
import type { SliceOutcome, SyncPorts } from './slice-outcome';
import { nextWindow, updatedSince, windowAgain } from './sync-slice';
import type { SyncSlice } from './sync-slice';
import { halves, MAX_EXPORT_ROWS, windowKey, windowParameters } from './windows';
import type { SyncWindow } from './windows';

const MAX_POLL_SECONDS = 30;
/** With the waits between them, about twenty minutes. */
const MAX_POLLS = 40;
/** A new export may be unknown for a moment; one that stays unknown is lost. */
const MAX_MISSES = 5;
const MAX_RESTARTS = 4;
/** From the second trouble on a smaller export is asked for: a large one fails more easily. */
const CUT_AFTER_RESTARTS = 2;
const RESTART_SECONDS = 30;
/** Halvings of one window at once; the rest is done before the next export. */
const MAX_COUNTS = 60;

/** The windows that are left, the first of them small enough for one export as far as the report tells. */
export async function cutToSize(
  client: MarketplaceClient,
  slice: SyncSlice & { readonly developerId: string },
): Promise<{ kind: 'cut'; todo: SyncWindow[] } | MarketplaceFailure> {
  const feed = feedOf(slice.feed);
  let todo = [...(slice.todo ?? [])];
  if (feed.transport.kind !== 'export' || !feed.transport.counted) return { kind: 'cut', todo };
  const path = feed.path({ developerId: slice.developerId, vendorId: client.vendorId, scope: '' });
  for (let count = 0; count < MAX_COUNTS; count += 1) {
    const [window, ...rest] = todo;
    if (window === undefined) break;
    const counted = await client.count(path, windowParameters(feed, window, updatedSince(slice, window)));
    if (counted.kind === 'failed') return counted;
    if (counted.rows === 0 && rest.length > 0) {
      // Nothing to fetch; one window always is, so that every run proves that exports work.
      todo = rest;
      continue;
    }
    const cut = counted.rows !== null && counted.rows > MAX_EXPORT_ROWS ? await cutIn(client, slice, window) : null;
    if (cut === null) break;
    todo = [...cut, ...rest];
  }
  return { kind: 'cut', todo };
}

async function cutIn(client: MarketplaceClient, slice: SyncSlice, window: SyncWindow): Promise<SyncWindow[] | null> {
  const runDay = dayOf(slice.run * 1000);
  const byDays = halves(window, runDay, []);
  if (byDays !== null || slice.developerId === null) return byDays;
  const products = await client.products(slice.developerId);
  return products.kind === 'listed'
    ? halves(
        window,
        runDay,
        products.items.map(({ productId }) => productId),
      )
    : null;
}

export async function pollExport(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const { developerId, exportId } = slice;
  if (developerId === null || exportId === null) return { kind: 'next', slice: windowAgain(slice), delayInSeconds: 0 };
  const status = await client.exportStatus(pathOf(client, slice, developerId), exportId);
  switch (status.kind) {
    case 'ready':
      return { kind: 'next', slice: { ...slice, step: 'load' }, delayInSeconds: 0 };
    case 'processing':
      return slice.polls >= MAX_POLLS ? askAnew(ports, client, slice, 'export-stuck', at) : wait({ ...slice, misses: 0 });
    case 'missing':
      return slice.misses >= MAX_MISSES ? askAnew(ports, client, slice, 'export-stuck', at) : wait({ ...slice, misses: slice.misses + 1 });
    case 'export-failed':
      return askAnew(ports, client, slice, 'export-failed', at);
    case 'failed':
    case 'retry':
      return status;
  }
}

/** Stores an export whole, then tells destinations. It cannot be resumed, so a cut begins it again; what is stored is recognised. */
export async function loadExport(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const { developerId, exportId } = slice;
  const [window] = slice.todo ?? [];
  if (developerId === null || exportId === null || window === undefined)
    return { kind: 'next', slice: windowAgain(slice), delayInSeconds: 0 };
  const download = await client.downloadExport(pathOf(client, slice, developerId), exportId);
  switch (download.kind) {
    case 'processing':
    case 'missing':
    case 'ready':
      return wait(slice);
    case 'export-failed':
      return askAnew(ports, client, slice, 'export-failed', at);
    case 'failed':
    case 'retry':
      return download;
    case 'text':
      break;
  }
  const source = rowsOfText(download.text);
  if (source === null) return askAnew(ports, client, slice, 'export-incomplete', at);
  const cut = source.length > 2 * MAX_EXPORT_ROWS ? await cutIn(client, slice, window) : null;
  if (cut !== null)
    return { kind: 'next', slice: windowAgain({ ...slice, todo: [...cut, ...(slice.todo ?? []).slice(1)] }), delayInSeconds: 0 };
  const { feed, pass, run } = slice;
  const loaded = await loadFeed(loadPortsOf(ports, slice.feed), feed, source, { at, run, pass });
  await ports.sql.write(noteWindowSql(slice, windowKey(window), loaded, at));
  ports.log('info', 'sync-loaded', { feed, pass, window: windowKey(window), ...loaded });
  const next = nextWindow(slice);
  await ports.sql.write(placeRunSql(slice, JSON.stringify(next.todo), null, at));
  return { kind: 'next', slice: next, delayInSeconds: 0 };
}

function pathOf(client: MarketplaceClient, slice: SyncSlice, developerId: string): string {
  return feedOf(slice.feed).path({ developerId, vendorId: client.vendorId, scope: '' });
}

/** Waits a little longer each time. */
function wait(slice: SyncSlice): SliceOutcome {
  const delayInSeconds = Math.min(MAX_POLL_SECONDS, 2 + 2 * slice.polls);
  return { kind: 'next', slice: { ...slice, step: 'poll', polls: slice.polls + 1 }, delayInSeconds };
}

/** An export that failed, got lost or came cut off may do so for good: another one is asked for, then smaller ones, a few times. */
async function askAnew(
  ports: SyncPorts,
  client: MarketplaceClient,
  slice: SyncSlice,
  code: Extract<FailureCode, `export-${string}`>,
  at: string,
): Promise<SliceOutcome> {
  const failure = failed(code);
  const [window, ...rest] = slice.todo ?? [];
  if (slice.restarts >= MAX_RESTARTS || window === undefined) return failure;
  await ports.sql.write(noteErrorSql(slice, { code, message: failure.message, at, stopped: false }));
  ports.log('warn', 'sync-retry', { feed: slice.feed, pass: slice.pass, step: slice.step, reason: code });
  const restarts = slice.restarts + 1;
  const cut = restarts >= CUT_AFTER_RESTARTS ? await cutIn(client, slice, window) : null;
  const todo = cut === null ? slice.todo : [...cut, ...rest];
  return { kind: 'next', slice: { ...windowAgain(slice), todo, restarts }, delayInSeconds: RESTART_SECONDS * restarts };
}
