import { dayNumber, dayOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import type { MarketplaceFeed, SyncPass } from '../store/queries/sync-feed';
import { beginRunSql, syncStates } from '../store/queries/sync-state';
import type { SyncState } from '../store/queries/sync-state';
import type { SyncSlice } from './slice';

const FEEDS: readonly MarketplaceFeed[] = ['licences', 'transactions'];
/** Updates reach the reports late and by calendar day, so each delta looks back over the days before the last one. */
const OVERLAP_DAYS = 3;
/** Some changes never show as updates, so everything is read again once a week. */
const FULL_EVERY_MS = 7 * 86_400_000;
/** A run that gave no sign for longer than a function may take is dead: the plan takes it up where it was. */
const STALLED_AFTER_MS = 30 * 60_000;

type Decision = { readonly pass: SyncPass; readonly run: number; readonly windowIndex: number; readonly updatedSinceDay: number | null };

/**
 * What the sync does next, at `now` (ms): the whole history first, then what was updated, hourly, and the whole again every
 * week. Gives the slices to push; none for a feed whose run is under way. Calling it twice does no harm: rows are written
 * by their keys and runs by their names.
 */
export async function planSync(ports: { readonly sql: SqlPort }, { now }: { readonly now: number }): Promise<readonly SyncSlice[]> {
  const states = await syncStates(ports.sql);
  const slices: SyncSlice[] = [];
  for (const feed of FEEDS) {
    const find = (pass: SyncPass) => states.find((state) => state.feed === feed && state.pass === pass);
    const decision = decide(find('full'), find('delta'), now);
    if (decision === null) continue;
    const { pass, run, windowIndex, updatedSinceDay } = decision;
    await ports.sql.write(beginRunSql({ feed, pass, run }, { windowIndex, updatedSinceDay, touchedAt: new Date(now).toISOString() }));
    slices.push({
      feed,
      pass,
      run,
      windowIndex,
      updatedSinceDay,
      step: 'start',
      developerId: null,
      exportId: null,
      cursor: 0,
      polls: 0,
      restarts: 0,
    });
  }
  return slices;
}

function decide(full: SyncState | undefined, delta: SyncState | undefined, now: number): Decision | null {
  const run = Math.floor(now / 1000);
  const underWay = [full, delta].find((state) => state !== undefined && state.doneRun !== state.run && isAlive(state, now));
  if (underWay !== undefined) return null;
  if (full === undefined) return { pass: 'full', run, windowIndex: 0, updatedSinceDay: null };
  if (full.doneRun !== full.run) {
    const { windowIndex } = full;
    return now - full.run * 1000 < FULL_EVERY_MS
      ? { pass: 'full', run: full.run, windowIndex, updatedSinceDay: null }
      : { pass: 'full', run, windowIndex: 0, updatedSinceDay: null };
  }
  if (now - full.run * 1000 >= FULL_EVERY_MS) return { pass: 'full', run, windowIndex: 0, updatedSinceDay: null };
  const watermark = Math.max(full.run, delta?.doneRun ?? 0);
  return { pass: 'delta', run, windowIndex: 0, updatedSinceDay: dayNumber(dayOf(watermark * 1000)) - OVERLAP_DAYS };
}

function isAlive(state: SyncState, now: number): boolean {
  return state.touchedAt !== null && now - Date.parse(state.touchedAt) < STALLED_AFTER_MS;
}
