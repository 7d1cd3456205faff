import type { LogPort, SqlPort, VariablesPort } from '../platform/ports';
import { erasedContacts } from '../store/queries/sync-contacts';
import { isTyped } from '../store/queries/sync-feed';
import type { MarketplaceFeed, TypedFeed } from '../store/queries/sync-feed';
import { pendingRows, settleRowsSql } from '../store/queries/sync-pending-rows';
import type { PendingRow } from '../store/queries/sync-pending-rows';
import { contactId, contactSetting } from './contacts';
import type { ContactSetting } from './contacts';
import { feedbackReasons } from './feedback-reasons';
import { readLicence } from './licence-record';
import type { FeedPorts } from './load-feed';
import { factsHash, licenceCalls, licenceFacts, saleCalls, saleFacts } from './propagate';
import type { LicenceFacts, SaleFacts, Stamp } from './propagate';
import { unpackRaw } from './raw-text';
import type { SegmentCall } from './segment-call';
import { readTransaction } from './transaction-record';

export type EmitPorts = {
  readonly sql: SqlPort;
  readonly variables: VariablesPort;
  readonly log: LogPort;
  emit(events: readonly SegmentCall[]): Promise<void>;
  eraseContacts(contactIds: readonly string[]): Promise<void>;
};

/** Rows told in one go, at most seven calls each. */
const ROWS_PER_PIECE = 100;
const PIECES = 10;

/**
 * Tells destinations of rows that wait, a bounded number of them, whichever run left them waiting. `settled` is true when
 * none is left. Rows are settled only after their calls were handed over; a repeat has the same ids.
 */
export async function emitPending(ports: EmitPorts, feed: TypedFeed): Promise<{ readonly settled: boolean }> {
  const setting = contactSetting(ports.variables);
  for (let piece = 0; piece < PIECES; piece += 1) {
    const rows = await pendingRows(ports.sql, feed, ROWS_PER_PIECE);
    if (rows.length === 0) return { settled: true };
    const told = await callsOf(ports.sql, feed, rows, setting);
    const calls = told.flat();
    if (calls.length > 0) await ports.emit(calls);
    await ports.sql.write(settleRowsSql(feed, rows));
    const silent = told.filter((row) => row.length === 0).length;
    ports.log('info', 'sync-told', { feed, rows: rows.length, calls: calls.length, withoutEvent: silent, contacts: setting.mode });
    if (rows.length < ROWS_PER_PIECE) return { settled: true };
  }
  return { settled: false };
}

/** What loading rows of a report needs: every row that waits is told before it is written over. */
export function loadPortsOf(ports: EmitPorts, feed: MarketplaceFeed): FeedPorts {
  return {
    sql: ports.sql,
    contacts: { contactKey: contactSetting(ports.variables).key, eraseContacts: (ids) => ports.eraseContacts(ids) },
    settle: async () => {
      if (!isTyped(feed)) return;
      while (!(await emitPending(ports, feed)).settled);
    },
  };
}

async function callsOf(
  sql: SqlPort,
  feed: TypedFeed,
  rows: readonly PendingRow[],
  setting: ContactSetting,
): Promise<readonly (readonly SegmentCall[])[]> {
  const raws = rows.map((row): unknown => JSON.parse(unpackRaw(row.raw)));
  switch (feed) {
    case 'licences': {
      const licences = raws.map((raw) => readLicence(raw)).map((read) => (read.kind === 'row' ? read.row : null));
      const { key, mode } = setting;
      const ids = licences.flatMap((row) => (key === null ? [] : (row?.contacts ?? []).map(({ email }) => contactId(email, key))));
      const erased = mode === 'off' ? new Set<string>() : await erasedContacts(sql, ids);
      return together(rows, licences, licenceFacts, (facts, stamp) => licenceCalls(facts, stamp, { ...setting, erased }));
    }
    case 'transactions': {
      const sales = raws.map((raw) => readTransaction(raw)).map((read) => (read.kind === 'row' ? read.row : null));
      const reasonOf = await feedbackReasons(
        sql,
        sales.filter((row) => row !== null),
      );
      return together(rows, sales, saleFacts, (facts, stamp, row) => saleCalls(facts, stamp, reasonOf(row, stamp.at)));
    }
  }
}

function together<Row extends { readonly rowKey: string }, Facts extends LicenceFacts | SaleFacts>(
  stored: readonly PendingRow[],
  rows: readonly (Row | null)[],
  factsOf: (row: Row) => Facts,
  calls: (facts: Facts, stamp: Stamp, row: Row) => readonly SegmentCall[],
): readonly (readonly SegmentCall[])[] {
  return stored.map((one, index) => {
    const row = rows[index] ?? null;
    if (row === null) return [];
    const facts = factsOf(row);
    return calls(facts, { rowKey: row.rowKey, version: one.version, hash: factsHash(facts), at: one.changedAt }, row);
  });
}
