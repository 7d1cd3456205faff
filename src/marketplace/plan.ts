import { dayNumber, dayOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { MARKETPLACE_FEEDS } from '../store/queries/sync-feed';
import type { MarketplaceFeed, SyncPass } from '../store/queries/sync-feed';
import { beginRunSql, syncStates } from '../store/queries/sync-state';
import type { SyncState } from '../store/queries/sync-state';
import { hearWishSql, syncWishes } from '../store/queries/sync-wishes';
import { feedOf } from './feeds';
import type { Feed } from './feeds';
import { freshSlice, todoOf } from './sync-slice';
import type { SyncSlice } from './sync-slice';

/**
 * Reports are behind by up to a day, and date updates by calendar day in a zone that nobody states: so the first delta of a day
 * looks back over so many days before the last one.
 */
const OVERLAP_DAYS = 2;
/** A run that gave no sign for longer than a function may take is dead: the plan takes it up where it was. */
const STALLED_AFTER_MS = 30 * 60_000;
/** What failed is left alone until about the next hour, so that others which finish do not drag it along. */
const REST_AFTER_FAILURE_MS = 50 * 60_000;
/** A run that did not end in this time begins anew: what it read first is old by now. */
const TOO_OLD_MS = 7 * 86_400_000;
/** Chains at work at once; each has one request in flight. */
const MAX_CHAINS = 8;
const HOUR_MS = 3_600_000;

type Decision = { readonly pass: SyncPass; readonly run: number; readonly todo: string | null; readonly updatedSinceDay: number | null };
export type States = { readonly full: SyncState | undefined; readonly delta: SyncState | undefined };

/**
 * What the sync does next, at `now` (ms), for each report: the whole history first, then what was updated, as often as its row in
 * the table of feeds says, and the whole again now and then. Gives the slices to push; none for a report whose run is under way,
 * that rests, or that has just failed. Calling it twice does no harm: rows are written by their keys and runs by their names.
 */
export async function planSync(
  ports: { readonly sql: SqlPort },
  { now, feeds = MARKETPLACE_FEEDS }: { readonly now: number; readonly feeds?: readonly MarketplaceFeed[] },
): Promise<readonly SyncSlice[]> {
  const states = await syncStates(ports.sql);
  const wishes = await syncWishes(ports.sql);
  const statesOf = (feed: MarketplaceFeed): States => ({
    full: states.find((state) => state.feed === feed && state.pass === 'full'),
    delta: states.find((state) => state.feed === feed && state.pass === 'delta'),
  });
  let chains = MARKETPLACE_FEEDS.filter((feed) => isUnderWay(statesOf(feed), now)).length;
  const slices: SyncSlice[] = [];
  for (const feed of feeds) {
    const wish = wishes.find((one) => one.feed === feed);
    if (chains >= MAX_CHAINS || (wish?.pausedAt ?? null) !== null) continue;
    const decision = decide(feedOf(feed), statesOf(feed), wish?.wantedPass ?? null, now);
    if (decision === null) continue;
    const { pass, run, todo, updatedSinceDay } = decision;
    await ports.sql.write(beginRunSql({ feed, pass, run }, { todo, updatedSinceDay, touchedAt: new Date(now).toISOString() }));
    if (wish?.wantedPass === pass) await ports.sql.write(hearWishSql(feed));
    chains += 1;
    slices.push(freshSlice({ feed, pass, run, updatedSinceDay, todo: todoOf(todo) }));
  }
  return slices;
}

function decide(feed: Feed, { full, delta }: States, wanted: SyncPass | null, now: number): Decision | null {
  if (isUnderWay({ full, delta }, now)) return null;
  if (wanted === null && [full, delta].some((state) => isResting(state, now))) return null;
  const run = Math.floor(now / 1000);
  const whole: Decision = { pass: 'full', run, todo: null, updatedSinceDay: null };
  if (full === undefined) return whole;
  const unfinished = [full, delta].find((state) => state !== undefined && !isOver(state));
  if (unfinished !== undefined) return now - unfinished.run * 1000 < TOO_OLD_MS ? resumed(unfinished) : whole;
  if (wanted === 'full' || now - full.run * 1000 >= feed.fullEveryHours * HOUR_MS) return whole;
  if (feed.delta === null) return null;
  const watermark = Math.max(full.run, delta?.doneRun ?? 0);
  if (wanted !== 'delta' && now - watermark * 1000 < feed.deltaEveryHours * HOUR_MS) return null;
  return { pass: 'delta', run, todo: null, updatedSinceDay: feed.delta.by === 'lastUpdated' ? sinceDay(watermark, now) : null };
}

/** A later delta of the same day asks only for that day: the overlap was read with the day's first. */
function sinceDay(watermark: number, now: number): number {
  const day = dayNumber(dayOf(watermark * 1000));
  return day === dayNumber(dayOf(now)) ? day : day - OVERLAP_DAYS;
}

function resumed(state: SyncState): Decision {
  return { pass: state.pass, run: state.run, todo: state.todo, updatedSinceDay: state.updatedSinceDay };
}

export function isOver(state: SyncState): boolean {
  return state.doneRun === state.run;
}

export function isUnderWay({ full, delta }: States, now: number): boolean {
  return [full, delta].some(
    (state) => state !== undefined && !isOver(state) && state.touchedAt !== null && now - Date.parse(state.touchedAt) < STALLED_AFTER_MS,
  );
}

export function isResting(state: SyncState | undefined, now: number): boolean {
  if (state === undefined || isOver(state) || state.touchedAt !== null || state.errorAt === null) return false;
  return now - Date.parse(state.errorAt) < REST_AFTER_FAILURE_MS;
}
