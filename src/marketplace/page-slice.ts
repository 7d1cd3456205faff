import { addDays, dayFromNumber } from '../platform/days';
import { touchRunSql, placeRunSql } from '../store/queries/sync-state';
import { noteWindowSql } from '../store/queries/sync-windows';
import type { ExportParameters, MarketplaceClient } from './client';
import { nextCursor, totalCount } from './feed-answers';
import { feedOf } from './feeds';
import type { Feed } from './feeds';
import { loadPortsOf } from './emit-pending';
import { loadFeed, rowsOfList } from './load-feed';
import type { SliceOutcome, SyncPorts } from './slice-outcome';
import { nextWindow, windowAgain } from './sync-slice';
import type { SyncSlice } from './sync-slice';
import { windowKey, windowParameters } from './windows';
import type { SyncWindow } from './windows';

/** The most that a page has. */
const PAGE_ROWS = 50;
/** Pages of one slice: a thousand rows. */
const PAGES_PER_SLICE = 20;
/** A list that changes under the reader is begun again so often; then it is taken as it comes. */
const MAX_RESTARTS = 3;
const RESTART_SECONDS = 5;
/** Months of figures in one answer, at most. */
const MAX_BUCKETS = '14';

type Place = { readonly offset: number; readonly cursor: string | null; readonly total: number | null };

/** Reads some pages of a list and stores their rows. Rows that were read twice are recognised by their keys. */
export async function readPages(ports: SyncPorts, client: MarketplaceClient, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const { developerId } = slice;
  const [window] = slice.todo ?? [];
  if (developerId === null || window === undefined) return { kind: 'next', slice: windowAgain(slice), delayInSeconds: 0 };
  const feed = feedOf(slice.feed);
  const path = feed.path({ developerId, vendorId: client.vendorId, scope: window.scope ?? '' });
  const rows: unknown[] = [];
  const from: Place = { offset: slice.offset, cursor: slice.cursor, total: slice.total };
  let place: Place | null = from;
  let shaky = slice.shaky;
  for (let page = 0; page < PAGES_PER_SLICE && place !== null; page += 1) {
    const here: Place = place;
    const asked = await client.ask(path, pageParameters(feed, window, slice.updatedSinceDay, here), bodyOf(feed, window));
    if (asked.kind === 'failed' && asked.code === 'report-missing' && window.scope !== null) {
      // One product without the report is no trouble, but what was there before is not known to be gone.
      shaky = true;
      place = null;
      break;
    }
    if (asked.kind !== 'answer') return asked;
    const total = totalCount(asked.answer);
    if (here.total !== null && total !== null && total !== here.total) {
      // Rows came or went between two pages, and others moved over the edge unseen.
      if (slice.restarts < MAX_RESTARTS)
        return { kind: 'next', slice: { ...windowAgain(slice), restarts: slice.restarts + 1 }, delayInSeconds: RESTART_SECONDS };
      shaky = true;
    }
    const found = feed.rowsIn(asked.answer, window.scope ?? '');
    rows.push(...found);
    place = placeAfter(feed, here, { rows: found.length, total, cursor: nextCursor(asked.answer) });
  }
  const { feed: key, pass, run } = slice;
  const loaded = await loadFeed(loadPortsOf(ports, key), key, rowsOfList(rows), { at, run, pass });
  await ports.sql.write(noteWindowSql(slice, `${windowKey(window)}|${String(from.offset)}`, loaded, at));
  ports.log('info', 'sync-loaded', { feed: key, pass, window: windowKey(window), ...loaded });
  if (place !== null) {
    await ports.sql.write(touchRunSql(slice, at));
    return { kind: 'next', slice: { ...slice, ...place, shaky }, delayInSeconds: 0 };
  }
  const next = { ...nextWindow(slice), shaky };
  await ports.sql.write(placeRunSql(slice, JSON.stringify(next.todo), null, at));
  return { kind: 'next', slice: next, delayInSeconds: 0 };
}

function placeAfter(
  feed: Feed,
  here: Place,
  page: { readonly rows: number; readonly total: number | null; readonly cursor: string | null },
): Place | null {
  const offset = here.offset + page.rows;
  const total = page.total ?? here.total;
  switch (feed.transport.kind) {
    case 'one':
    case 'buckets':
    case 'export':
      return null;
    case 'cursor':
      return page.rows === 0 || page.cursor === null || page.cursor === here.cursor ? null : { offset, cursor: page.cursor, total };
    case 'pages': {
      const isLast = total === null ? page.rows < PAGE_ROWS : offset >= total;
      return page.rows === 0 || isLast ? null : { offset, cursor: null, total };
    }
  }
}

function pageParameters(feed: Feed, window: SyncWindow, updatedSinceDay: number | null, place: Place): ExportParameters {
  switch (feed.transport.kind) {
    case 'pages':
      return [...windowParameters(feed, window, updatedSinceDay), ['offset', String(place.offset)], ['limit', String(PAGE_ROWS)]];
    case 'cursor':
      return [...feed.parameters, ['limit', String(PAGE_ROWS)], ...(place.cursor === null ? [] : [['cursor', place.cursor] as const])];
    case 'one':
      return windowParameters(feed, window, null);
    case 'buckets':
      return [['limit', MAX_BUCKETS]];
    case 'export':
      return [];
  }
}

function bodyOf(feed: Feed, window: SyncWindow): unknown {
  if (feed.transport.kind !== 'buckets') return undefined;
  const to = window.to ?? dayFromNumber(0);
  return feed.transport.body({ from: window.from ?? dayFromNumber(0), to: addDays(to, -1) });
}
