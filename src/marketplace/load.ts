import type { SqlPort } from '../platform/ports';
import type { Sql } from '../platform/sql';
import { chunked } from '../store/chunks';
import { upsertLicencesSql } from '../store/queries/licence-upsert';
import type { MarketplaceFeed, RowBook } from '../store/queries/sync-feed';
import { knownRows, renameRowSql, seenRowsSql } from '../store/queries/sync-known-rows';
import type { KnownRow } from '../store/queries/sync-known-rows';
import { quarantineSql, releaseQuarantineSql } from '../store/queries/sync-quarantine';
import { clearSightingsSql, noteSightingsSql } from '../store/queries/sync-unknown-values';
import { upsertTransactionLinesSql } from '../store/queries/transaction-upsert';
import { isChange } from './content-hash';
import { licenceKeyOf, readLicence } from './licence-record';
import type { LicenceRecord } from './licence-record';
import { factsHash, licenceFacts, saleFacts } from './propagate';
import { packRaw } from './raw-text';
import { UNKNOWN_FIELD } from './records';
import type { Read } from './records';
import { readTransaction, transactionKeyOf } from './transaction-record';
import type { TransactionRecord } from './transaction-record';

/** `at` is the ISO instant of the write; `run` names the run whose export held the rows. */
export type Seen = { readonly at: string; readonly run: number };
export type Loaded = { readonly read: number; readonly changed: number; readonly quarantined: number };

/** A request to the store is at most 1 MiB; the columns besides the raw record take far less than 1 KB. */
const MAX_STATEMENT_BYTES = 700_000;
const BYTES_BESIDES_RAW = 900;

/** A record that was read, with what differs between the feeds taken care of. */
type Readable<Row> = Extract<Read<Row>, { kind: 'row' }> & { readonly outwardHash: string };

type Quarantined = Extract<Read<never>, { kind: 'quarantined' }>;
type ReadRows<Row> = { readonly rows: readonly Readable<Row>[]; readonly quarantined: readonly Quarantined[]; readonly total: number };
export type ExportRows =
  ({ readonly feed: 'licences' } & ReadRows<LicenceRecord>) | ({ readonly feed: 'transactions' } & ReadRows<TransactionRecord>);
export type Range = { readonly from: number; readonly to: number };

/**
 * The keys `[from, to)` of an export, in a fixed order, so that every download gives the same list, and each key once. `total`
 * is the number of keys. Only what lies in the range is read closely: reading is the larger part of the work.
 */
export function readExport(feed: MarketplaceFeed, rows: readonly unknown[], range: Range): ExportRows {
  switch (feed) {
    case 'licences':
      return {
        feed,
        ...readRange(rows, range, { keyOf: licenceKeyOf, read: readLicence, outward: (row) => factsHash(licenceFacts(row)) }),
      };
    case 'transactions':
      return {
        feed,
        ...readRange(rows, range, { keyOf: transactionKeyOf, read: readTransaction, outward: (row) => factsHash(saleFacts(row)) }),
      };
  }
}

type Reader<Row> = {
  readonly keyOf: (raw: unknown) => string;
  readonly read: (raw: unknown) => Read<Row>;
  readonly outward: (row: Row) => string;
};

function readRange<Row>(rows: readonly unknown[], range: Range, reader: Reader<Row>): ReadRows<Row> {
  const copies = new Map<string, unknown[]>();
  for (const raw of rows) {
    const key = reader.keyOf(raw);
    const known = copies.get(key);
    if (known === undefined) copies.set(key, [raw]);
    else known.push(raw);
  }
  const keys = [...copies.keys()].sort();
  const readable: Readable<Row>[] = [];
  const quarantine = new Map<string, Quarantined>();
  for (const key of keys.slice(range.from, range.to)) {
    let best: Extract<Read<Row>, { kind: 'row' }> | undefined;
    for (const raw of copies.get(key) ?? []) {
      const entry = reader.read(raw);
      if (entry.kind === 'quarantined') quarantine.set(entry.rawHash, entry);
      else best = better(best, entry);
    }
    if (best !== undefined) readable.push({ ...best, outwardHash: reader.outward(best.row) });
  }
  return { rows: readable, quarantined: [...quarantine.values()], total: keys.length };
}

/** Of two copies in one export: the one that has insights, else the one whose hash is greater, which is as good and always the same. */
function better<E extends { readonly contentHash: string }>(a: E | undefined, b: E): E {
  if (a === undefined) return b;
  const [aBare, bBare] = [a.contentHash.endsWith(':-'), b.contentHash.endsWith(':-')];
  if (aBare !== bBare) return aBare ? b : a;
  return a.contentHash >= b.contentHash ? a : b;
}

/** Stores what was read. Safe to repeat and to cut at any statement: what is stored already is recognised by its hash. */
export async function loadRows(port: SqlPort, read: ExportRows, seen: Seen): Promise<Loaded> {
  for (const chunk of chunked(read.quarantined, 100)) {
    const rows = chunk.map((row) => ({ rowKey: row.rowKey, reason: row.reason, rawHash: row.rawHash, raw: packRaw(row.json) }));
    await port.write(quarantineSql(read.feed, rows, seen));
  }
  let changed = 0;
  switch (read.feed) {
    case 'licences':
      for (const chunk of chunked(read.rows)) changed += await loadChunk(port, read.feed, chunk, seen, upsertLicencesSql);
      break;
    case 'transactions':
      for (const chunk of chunked(read.rows)) changed += await loadChunk(port, read.feed, chunk, seen, upsertTransactionLinesSql);
      break;
  }
  return { read: read.rows.length, changed, quarantined: read.quarantined.length };
}

type Keyed = { readonly rowKey: string; readonly formerKeys: readonly string[] };

async function loadChunk<Row extends Keyed>(
  port: SqlPort,
  feed: MarketplaceFeed,
  chunk: readonly Readable<Row>[],
  seen: Seen,
  upsert: (rows: readonly (Row & RowBook)[]) => Sql,
): Promise<number> {
  const keys = chunk.map((entry) => entry.row.rowKey);
  const known = new Map(await knownRows(port, feed, [...new Set(chunk.flatMap((entry) => [entry.row.rowKey, ...entry.row.formerKeys]))]));
  for (const { row } of chunk) await adoptFormer(port, feed, row, known);

  const changed = chunk.filter((entry) => {
    const stored = known.get(entry.row.rowKey);
    return stored === undefined || isChange(stored.contentHash, entry.contentHash);
  });
  // Sightings first: once a row is stored it counts as unchanged, and a run that was cut in between would never note them.
  await noteUnknown(port, feed, changed);
  for (const batch of byBytes(changed.map((entry) => ({ ...entry.row, ...bookOf(entry, known.get(entry.row.rowKey), seen) })))) {
    await port.write(upsert(batch));
  }
  const changedKeys = new Set(changed.map((entry) => entry.row.rowKey));
  const unchangedKeys = keys.filter((key) => !changedKeys.has(key));
  if (unchangedKeys.length > 0) await port.write(seenRowsSql(feed, unchangedKeys, seen.run));
  if (keys.length > 0) await port.write(releaseQuarantineSql(feed, keys));
  return changed.length;
}

/** A licence that was stored under a lesser name keeps its row, its versions and its first sighting under the new one. */
async function adoptFormer(port: SqlPort, feed: MarketplaceFeed, row: Keyed, known: Map<string, KnownRow>): Promise<void> {
  if (known.has(row.rowKey)) return;
  for (const former of row.formerKeys) {
    const stored = known.get(former);
    if (stored === undefined) continue;
    await port.write(renameRowSql(feed, former, row.rowKey));
    known.set(row.rowKey, stored);
    known.delete(former);
    return;
  }
}

function bookOf(entry: Readable<Keyed>, stored: KnownRow | undefined, seen: Seen): RowBook {
  const version = (stored?.version ?? 0) + 1;
  const news = stored?.outwardHash !== entry.outwardHash;
  return {
    contentHash: entry.contentHash,
    version,
    outwardHash: entry.outwardHash,
    outwardVersion: news ? version : stored.outwardVersion,
    pending: news ? 1 : 0,
    raw: packRaw(entry.json),
    changedAt: seen.at,
    lastSeenRun: seen.run,
  };
}

async function noteUnknown(port: SqlPort, feed: MarketplaceFeed, changed: readonly Readable<Keyed>[]): Promise<void> {
  if (changed.length === 0) return;
  await port.write(
    clearSightingsSql(
      feed,
      changed.map((entry) => entry.row.rowKey),
    ),
  );
  const fields = new Set<string>();
  const sightings = changed.flatMap((entry) =>
    entry.unknown.flatMap(({ field, value }) => {
      if (field !== UNKNOWN_FIELD) return [{ rowKey: entry.row.rowKey, field, value }];
      if (fields.has(value)) return [];
      fields.add(value);
      return [{ rowKey: '', field, value }];
    }),
  );
  for (const chunk of chunked(sightings)) await port.write(noteSightingsSql(feed, chunk));
}

function byBytes<R extends RowBook>(rows: readonly R[]): R[][] {
  const batches: R[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = row.raw.length + BYTES_BESIDES_RAW;
    const current = batches.at(-1);
    if (current === undefined || bytes + size > MAX_STATEMENT_BYTES) {
      batches.push([row]);
      bytes = size;
    } else {
      current.push(row);
      bytes += size;
    }
  }
  return batches;
}
