import type { SqlPort } from '../platform/ports';
import { isTyped } from '../store/queries/sync-feed';
import type { ListFeed, MarketplaceFeed } from '../store/queries/sync-feed';
import { upsertFeedRowsSql } from '../store/queries/feed-row-upsert';
import { upsertLicencesSql } from '../store/queries/licence-upsert';
import { upsertTransactionLinesSql } from '../store/queries/transaction-upsert';
import { feedRowKeyOf, readFeedRow } from './feed-row';
import type { FeedRow } from './feed-row';
import { keepContacts } from './keep-contacts';
import type { ContactPorts } from './keep-contacts';
import { licenceKeyOf, readLicence } from './licence-record';
import type { LicenceRecord } from './licence-record';
import { loadRows } from './load';
import type { FeedReader, Loaded, LoadPorts, Seen } from './load';
import { factsHash, licenceFacts, saleFacts } from './propagate';
import { rowAt, rowSpans } from './row-texts';
import { readTransaction, transactionKeyOf } from './transaction-record';
import type { TransactionRecord } from './transaction-record';

const LICENCES: FeedReader<LicenceRecord> = {
  feed: 'licences',
  keyOf: licenceKeyOf,
  read: readLicence,
  outwardHash: (row) => factsHash(licenceFacts(row)),
  upsert: upsertLicencesSql,
};
/** `contacts`: without them nobody who is named on licences is noted. */
export type FeedPorts = LoadPorts & { readonly contacts?: ContactPorts };
const TRANSACTIONS: FeedReader<TransactionRecord> = {
  feed: 'transactions',
  keyOf: transactionKeyOf,
  read: readTransaction,
  outwardHash: (row) => factsHash(saleFacts(row)),
  upsert: upsertTransactionLinesSql,
};

export type Source = { readonly length: number; readonly at: (index: number) => unknown };

/** Stores rows of a report that is not told, whichever way they came. */
export function loadList(sql: SqlPort, feed: ListFeed, source: Source, seen: Seen): Promise<Loaded> {
  const reader: FeedReader<FeedRow> = {
    feed,
    keyOf: (raw) => feedRowKeyOf(feed, raw),
    read: (raw) => readFeedRow(feed, raw),
    outwardHash: null,
    upsert: (rows) => upsertFeedRowsSql(feed, rows),
  };
  return loadRows({ sql, settle: () => Promise.resolve() }, reader, source, seen);
}

/** Stores rows of any report, whichever way they came. */
export function loadFeed(ports: FeedPorts, feed: MarketplaceFeed, source: Source, seen: Seen): Promise<Loaded> {
  if (!isTyped(feed)) return loadList(ports.sql, feed, source, seen);
  switch (feed) {
    case 'licences': {
      const { contacts } = ports;
      if (contacts === undefined) return loadRows(ports, LICENCES, source, seen);
      const beside: FeedReader<LicenceRecord>['beside'] = (sql, rows) => keepContacts(sql, contacts, rows, seen);
      return loadRows(ports, { ...LICENCES, beside }, source, seen);
    }
    case 'transactions':
      return loadRows(ports, TRANSACTIONS, source, seen);
  }
}

/** The rows of an export's text, read from it one by one; null when the text is cut off or holds what is no JSON. */
export function rowsOfText(text: string): Source | null {
  const spans = rowSpans(text);
  if (spans === null || spans.some((span) => rowAt(text, span) === undefined)) return null;
  return {
    length: spans.length,
    at: (index) => {
      const span = spans[index];
      return span === undefined ? undefined : rowAt(text, span);
    },
  };
}

export function rowsOfList(rows: readonly unknown[]): Source {
  return { length: rows.length, at: (index) => rows[index] };
}
