import { dayOf, addDays } from '../platform/days';
import { chunked } from '../store/chunks';
import { forgetChangesSql, KEEP_CHANGES_DAYS, noteChangesSql } from '../store/queries/sync-changes';
import { markGoneSql, missedPage, missedRows } from '../store/queries/sync-gone-rows';
import { forgetQuarantineSql, quarantinedRaws } from '../store/queries/sync-quarantine';
import { currentRun, finishRunSql } from '../store/queries/sync-state';
import { forgetWindowsSql } from '../store/queries/sync-windows';
import { isTyped } from '../store/queries/sync-feed';
import type { MarketplaceFeed } from '../store/queries/sync-feed';
import { emitPending, loadPortsOf } from './emit-pending';
import { licenceKeyOf } from './licence-record';
import { loadFeed, rowsOfList } from './load-feed';
import { unpackRaw } from './raw-text';
import type { SliceOutcome, SyncPorts } from './slice-outcome';
import type { SyncSlice } from './sync-slice';
import { transactionKeyOf } from './transaction-record';

const ROWS_PER_STATEMENT = 500;
/** Fewer rows than this may vanish at once without a doubt about the report. */
const DOUBTFUL_ROWS = 50;
/** When a larger part of a report is missing, it is the report that is wrong, until the next full pass says the same. */
const DOUBTFUL_SHARE = 0.1;
const MAX_RETRIED = 200;
const KEEP_RUNS_DAYS = 90;
const DAY_SECONDS = 86_400;

/** The end of a run: what the code has learnt to read leaves the quarantine, what a full pass did not meet is gone, then the watermark. */
export async function finishRun(ports: SyncPorts, slice: SyncSlice, at: string): Promise<SliceOutcome> {
  const { feed, pass, run } = slice;
  if (pass === 'full') {
    await ports.sql.write(forgetQuarantineSql(feed, run));
    if (!slice.shaky) await markGone(ports, slice, at);
    await ports.sql.write(forgetChangesSql(addDays(dayOf(Date.parse(at)), -KEEP_CHANGES_DAYS)));
    await ports.sql.write(forgetWindowsSql(run - KEEP_RUNS_DAYS * DAY_SECONDS));
  }
  await retryQuarantine(ports, slice, at);
  if (isTyped(feed)) await emitPending(ports, feed);
  await ports.sql.write(finishRunSql(slice, at));
  ports.log('info', 'sync-done', { feed, pass, run });
  return { kind: 'done', feed, pass };
}

async function markGone(ports: SyncPorts, slice: SyncSlice, at: string): Promise<void> {
  const { feed, run } = slice;
  const { stored, missed } = await missedRows(ports.sql, feed, run);
  if (missed === 0) return;
  const isDoubtful = missed > DOUBTFUL_ROWS && missed > stored * DOUBTFUL_SHARE;
  // Two full passes agree: then it is so.
  const missedSince = isDoubtful ? ((await currentRun(ports.sql, slice))?.doneRun ?? 0) : run;
  if (isDoubtful) ports.log('warn', 'sync-many-missing', { feed, stored, missed });
  for (;;) {
    const rows = await missedPage(ports.sql, feed, missedSince, ROWS_PER_STATEMENT);
    if (rows.length === 0) return;
    const changes = rows.map(({ rowKey, raw, version }) => ({
      rowKey: rowKey ?? keyOfRecord(feed, raw),
      version,
      kind: 'gone' as const,
      episode: run,
      changes: [],
    }));
    for (const chunk of chunked(changes)) await ports.sql.write(noteChangesSql(feed, chunk, at));
    await ports.sql.write(
      markGoneSql(
        feed,
        rows.map((row) => row.id),
        missedSince,
        at,
      ),
    );
  }
}

function keyOfRecord(feed: MarketplaceFeed, raw: string): string {
  const record: unknown = JSON.parse(unpackRaw(raw));
  return feed === 'licences' ? licenceKeyOf(record) : transactionKeyOf(record);
}

/** Reads again what could not be read when it came: the code may have learnt it since. What still cannot stays. */
async function retryQuarantine(ports: SyncPorts, slice: SyncSlice, at: string): Promise<void> {
  const held = await quarantinedRaws(ports.sql, slice.feed, MAX_RETRIED);
  if (held.length === 0) return;
  const rows = held.map(({ raw }): unknown => JSON.parse(unpackRaw(raw)));
  await loadFeed(loadPortsOf(ports, slice.feed), slice.feed, rowsOfList(rows), {
    at,
    run: Math.min(...held.map((one) => one.run)),
    pass: 'delta',
  });
}
