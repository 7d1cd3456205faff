import type { LogPort, SqlPort, VariablesPort } from '../platform/ports';
import type { TypedFeed } from '../store/queries/sync-feed';
import { pendingRows, settleRowsSql } from '../store/queries/sync-pending-rows';
import type { PendingRow } from '../store/queries/sync-pending-rows';
import { readLicence } from './licence-record';
import { licenceCalls, licenceFacts, saleCalls, saleFacts } from './propagate';
import type { ContactOptions } from './propagate';
import { unpackRaw } from './raw-text';
import type { SegmentCall } from './segment-call';
import { readTransaction } from './transaction-record';

export type EmitPorts = {
  readonly sql: SqlPort;
  readonly variables: VariablesPort;
  readonly log: LogPort;
  emit(events: readonly SegmentCall[]): Promise<void>;
};

/** Rows told in one go, at most seven calls each. */
const ROWS_PER_PIECE = 100;
const PIECES = 10;

/**
 * Tells destinations of rows that wait, a bounded number of them, whichever run left them waiting. `settled` is true when
 * none is left. Rows are settled only after their calls were handed over; a repeat has the same ids.
 */
export async function emitPending(ports: EmitPorts, feed: TypedFeed): Promise<{ readonly settled: boolean }> {
  const contacts = contactOptions(ports.variables);
  for (let piece = 0; piece < PIECES; piece += 1) {
    const rows = await pendingRows(ports.sql, feed, ROWS_PER_PIECE);
    if (rows.length === 0) return { settled: true };
    const told = rows.map((row) => callsOf(feed, row, contacts));
    const calls = told.flat();
    if (calls.length > 0) await ports.emit(calls);
    await ports.sql.write(settleRowsSql(feed, rows));
    const silent = told.filter((row) => row.length === 0).length;
    ports.log('info', 'sync-told', {
      feed,
      rows: rows.length,
      calls: calls.length,
      withoutEvent: silent,
      contacts: contacts.contactKey !== null,
    });
    if (rows.length < ROWS_PER_PIECE) return { settled: true };
  }
  return { settled: false };
}

function contactOptions(variable: VariablesPort): ContactOptions {
  const key = variable('CONTACT_KEY');
  return { contactKey: key === undefined || key === '' ? null : key, withEmails: variable('CONTACT_EMAILS') === 'on' };
}

function callsOf(feed: TypedFeed, row: PendingRow, contacts: ContactOptions): SegmentCall[] {
  const raw: unknown = JSON.parse(unpackRaw(row.raw));
  const stamp = { rowKey: row.rowKey, version: row.outwardVersion, hash: row.outwardHash, at: row.changedAt };
  switch (feed) {
    case 'licences': {
      const read = readLicence(raw);
      return read.kind === 'row' ? licenceCalls(licenceFacts(read.row), stamp, contacts) : [];
    }
    case 'transactions': {
      const read = readTransaction(raw);
      return read.kind === 'row' ? saleCalls(saleFacts(read.row), stamp) : [];
    }
  }
}
