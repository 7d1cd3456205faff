import type { SqlPort } from '../platform/ports';
import type { Sql } from '../platform/sql';
import { chunked } from '../store/chunks';
import { noteChangesSql, renameChangesSql } from '../store/queries/sync-changes';
import type { RowChange } from '../store/queries/sync-changes';
import { isTyped } from '../store/queries/sync-feed';
import type { MarketplaceFeed, OutwardBook, SyncPass } from '../store/queries/sync-feed';
import { knownRows, renameRowSql, seenRowsSql, storedRaws } from '../store/queries/sync-known-rows';
import type { KnownRow } from '../store/queries/sync-known-rows';
import { renameRolesSql } from '../store/queries/sync-contacts';
import { quarantinedKeys, quarantineSql, releaseQuarantineSql } from '../store/queries/sync-quarantine';
import { clearSightingsSql, noteSightingsSql } from '../store/queries/sync-unknown-values';
import { changesBetween } from './changes';
import { isChange } from './content-hash';
import { packRaw, packRecord, unpackRaw } from './raw-text';
import { UNKNOWN_FIELD } from './records';
import type { Read } from './records';

/** `at` is the ISO instant of the write; `run` names the run whose export held the rows. */
export type Seen = { readonly at: string; readonly run: number; readonly pass: SyncPass };
export type Loaded = { readonly read: number; readonly changed: number; readonly quarantined: number };
export type LoadPorts = {
  readonly sql: SqlPort;
  /** Tells destinations of every row that waits, so that no state is overwritten before it was told. */
  settle(): Promise<void>;
};

/** A request to the store is at most 1 MiB; the columns besides the raw record take far less than 1 KB. */
const MAX_STATEMENT_BYTES = 700_000;
const BYTES_BESIDES_RAW = 900;
/** Rows that are looked up, compared and written together: what they take in memory does not depend on the export. */
const ROWS_PER_CHUNK = 500;

export type Keyed = { readonly rowKey: string; readonly formerKeys: readonly string[] };
/** What differs between reports: how a row is named, read and written, and the hash of what destinations are told, if anything. */
export type FeedReader<Row extends Keyed> = {
  readonly feed: MarketplaceFeed;
  readonly keyOf: (raw: unknown) => string;
  readonly read: (raw: unknown) => Read<Row>;
  readonly outwardHash: ((row: Row) => string) | null;
  readonly upsert: (rows: readonly (Row & OutwardBook)[]) => Sql;
  /** What else follows from changed rows; before the rows themselves are written. */
  readonly beside?: (port: SqlPort, rows: readonly Row[], seen: Seen) => Promise<void>;
};

type Readable<Row> = Extract<Read<Row>, { kind: 'row' }>;
type Quarantined = Extract<Read<never>, { kind: 'quarantined' }>;

/**
 * Stores the rows that `at` gives for each index, one chunk after the other. Rows with the same key are one row. Safe to repeat
 * and to cut at any statement: what is stored already is recognised by its hash.
 */
export async function loadRows<Row extends Keyed>(
  ports: LoadPorts,
  reader: FeedReader<Row>,
  source: { readonly length: number; readonly at: (index: number) => unknown },
  seen: Seen,
): Promise<Loaded> {
  const groups = copiesByKey(reader, source);
  const held = await quarantinedKeys(ports.sql, reader.feed);
  const total = { read: 0, changed: 0, quarantined: 0 };
  for (const chunk of chunked(groups, ROWS_PER_CHUNK)) {
    const rows: Readable<Row>[] = [];
    const aside = new Map<string, Quarantined>();
    for (const indexes of chunk) {
      let best: Readable<Row> | undefined;
      for (const index of indexes) {
        const entry = reader.read(source.at(index));
        if (entry.kind === 'quarantined') aside.set(entry.rawHash, entry);
        else best = better(best, entry);
      }
      if (best !== undefined) rows.push(best);
    }
    await setAside(ports.sql, reader.feed, [...aside.values()], seen);
    total.read += rows.length;
    total.quarantined += aside.size;
    total.changed += await loadChunk(ports, reader, rows, seen);
    const released = rows.map((entry) => entry.row.rowKey).filter((key) => held.has(key));
    if (released.length > 0) await ports.sql.write(releaseQuarantineSql(reader.feed, released));
  }
  return total;
}

/** The places of the copies of each row, in the order in which rows first appear. What has no key stands alone. */
function copiesByKey<Row extends Keyed>(
  reader: FeedReader<Row>,
  source: { readonly length: number; readonly at: (index: number) => unknown },
): number[][] {
  const groups: number[][] = [];
  const places = new Map<string, number[]>();
  for (let index = 0; index < source.length; index += 1) {
    const key = reader.keyOf(source.at(index));
    const known = key === '' ? undefined : places.get(key);
    if (known !== undefined) {
      known.push(index);
      continue;
    }
    const group = [index];
    groups.push(group);
    if (key !== '') places.set(key, group);
  }
  return groups;
}

/** Of two copies in one export: the one that has insights, else the one whose hash is greater, which is as good and always the same. */
function better<E extends { readonly contentHash: string }>(a: E | undefined, b: E): E {
  if (a === undefined) return b;
  const [aBare, bBare] = [a.contentHash.endsWith(':-'), b.contentHash.endsWith(':-')];
  if (aBare !== bBare) return aBare ? b : a;
  return a.contentHash >= b.contentHash ? a : b;
}

async function setAside(port: SqlPort, feed: MarketplaceFeed, rows: readonly Quarantined[], seen: Seen): Promise<void> {
  for (const chunk of chunked(rows, 100)) {
    const packed = chunk.map((row) => ({ rowKey: row.rowKey, reason: row.reason, rawHash: row.rawHash, raw: packRaw(row.json) }));
    await port.write(quarantineSql(feed, packed, seen));
  }
}

async function loadChunk<Row extends Keyed>(
  ports: LoadPorts,
  reader: FeedReader<Row>,
  entries: readonly Readable<Row>[],
  seen: Seen,
): Promise<number> {
  const { sql } = ports;
  const { feed } = reader;
  const known = new Map(await knownRows(sql, feed, [...new Set(entries.flatMap(({ row }) => [row.rowKey, ...row.formerKeys]))]));
  const storedOf = ({ row }: Readable<Row>) => known.get(row.rowKey);
  // What a later run has met is newer than this export, which waited somewhere.
  const chunk = entries.filter((entry) => (storedOf(entry)?.lastSeenRun ?? 0) <= seen.run);
  const isNews = (entry: Readable<Row>): boolean => {
    const stored = storedOf(entry) ?? formerOf(entry.row, known)?.stored;
    return stored === undefined || isChange(stored.contentHash, entry.contentHash);
  };
  const changed = chunk.filter(isNews);
  if (changed.some((entry) => (storedOf(entry) ?? formerOf(entry.row, known)?.stored)?.waits === true)) await ports.settle();
  for (const { row } of chunk) await adoptFormer(sql, feed, row, known);

  // What is said about rows comes first: once a row is stored it counts as unchanged, and a run that was cut in between would never say it.
  await noteUnknown(sql, feed, changed, known);
  const before = await recordsBefore(sql, feed, changed, known);
  await noteHistory(sql, feed, { changed, before, back: chunk.filter((entry) => storedOf(entry)?.gone === true) }, known, seen);
  if (changed.length > 0 && reader.beside !== undefined)
    await reader.beside(
      sql,
      changed.map((entry) => entry.row),
      seen,
    );
  const written = changed.map((entry) => ({
    ...entry.row,
    ...bookOf(reader, entry, { stored: storedOf(entry), record: before.get(entry.row.rowKey) }, seen),
  }));
  for (const batch of byBytes(written)) await sql.write(reader.upsert(batch));
  const changedKeys = new Set(changed.map((entry) => entry.row.rowKey));
  // A delta does not tell which rows are gone, so it notes only those that are back.
  const met = chunk
    .filter((entry) => !changedKeys.has(entry.row.rowKey) && (seen.pass === 'full' || storedOf(entry)?.gone === true))
    .map((entry) => entry.row.rowKey);
  if (met.length > 0) await sql.write(seenRowsSql(feed, met, seen.run));
  return changed.length;
}

function formerOf(row: Keyed, known: ReadonlyMap<string, KnownRow>): { key: string; stored: KnownRow } | null {
  for (const key of row.formerKeys) {
    const stored = known.get(key);
    if (stored !== undefined) return { key, stored };
  }
  return null;
}

/** A licence that was stored under a lesser name keeps its row, its versions and its first sighting under the new one. */
async function adoptFormer(port: SqlPort, feed: MarketplaceFeed, row: Keyed, known: Map<string, KnownRow>): Promise<void> {
  if (known.has(row.rowKey)) return;
  const former = formerOf(row, known);
  if (former === null) return;
  await port.write(renameChangesSql(feed, former.key, row.rowKey));
  if (feed === 'licences') await port.write(renameRolesSql(former.key, row.rowKey));
  await port.write(renameRowSql(feed, former.key, row.rowKey));
  known.set(row.rowKey, former.stored);
  known.delete(former.key);
}

/** What is stored of changed rows, by key. */
async function recordsBefore(
  port: SqlPort,
  feed: MarketplaceFeed,
  changed: readonly Readable<Keyed>[],
  known: ReadonlyMap<string, KnownRow>,
): Promise<ReadonlyMap<string, unknown>> {
  const keys = changed.map(({ row }) => row.rowKey).filter((key) => known.has(key));
  if (keys.length === 0) return new Map();
  return new Map([...(await storedRaws(port, feed, keys))].map(([key, raw]) => [key, JSON.parse(unpackRaw(raw))]));
}

async function noteHistory<Row extends Keyed>(
  port: SqlPort,
  feed: MarketplaceFeed,
  rows: {
    readonly changed: readonly Readable<Row>[];
    readonly before: ReadonlyMap<string, unknown>;
    readonly back: readonly Readable<Row>[];
  },
  known: ReadonlyMap<string, KnownRow>,
  seen: Seen,
): Promise<void> {
  const stored = rows.changed.filter((entry) => known.has(entry.row.rowKey));
  const changes = stored.map((entry): RowChange => {
    const { rowKey } = entry.row;
    const version = (known.get(rowKey)?.version ?? 0) + 1;
    return { rowKey, version, kind: 'changed', episode: 0, changes: changesBetween(rows.before.get(rowKey) ?? {}, JSON.parse(entry.json)) };
  });
  const back = rows.back.map(({ row }): RowChange => ({
    rowKey: row.rowKey,
    version: known.get(row.rowKey)?.version ?? 1,
    kind: 'back',
    episode: seen.run,
    changes: [],
  }));
  for (const chunk of chunked([...changes, ...back])) await port.write(noteChangesSql(feed, chunk, seen.at));
}

function bookOf<Row extends Keyed>(
  reader: FeedReader<Row>,
  entry: Readable<Row>,
  before: { readonly stored: KnownRow | undefined; readonly record: unknown },
  seen: Seen,
): OutwardBook {
  return {
    contentHash: entry.contentHash,
    version: (before.stored?.version ?? 0) + 1,
    untold: isNewsOutside(reader, entry.row, before.record) ? '1' : null,
    raw: isTyped(reader.feed) ? packRecord(entry.json) : packRaw(entry.json),
    changedAt: seen.at,
    lastSeenRun: seen.run,
  };
}

/** Whether destinations are to be told: the record before did not say the same to them. */
function isNewsOutside<Row extends Keyed>(reader: FeedReader<Row>, row: Row, recordBefore: unknown): boolean {
  if (reader.outwardHash === null) return false;
  const before = recordBefore === undefined ? null : reader.read(recordBefore);
  return before?.kind !== 'row' || reader.outwardHash(before.row) !== reader.outwardHash(row);
}

async function noteUnknown(
  port: SqlPort,
  feed: MarketplaceFeed,
  changed: readonly Readable<Keyed>[],
  known: ReadonlyMap<string, KnownRow>,
): Promise<void> {
  const stored = changed.map((entry) => entry.row.rowKey).filter((key) => known.has(key));
  if (stored.length > 0) await port.write(clearSightingsSql(feed, stored));
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

function byBytes<R extends OutwardBook>(rows: readonly R[]): R[][] {
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
