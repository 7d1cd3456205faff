import type { ClockPort } from '../platform/ports';
import type { TypedFeed } from '../store/queries/sync-feed';
import { noteWindowSql } from '../store/queries/sync-windows';
import { hashOf } from './content-hash';
import { cellValue, columnPath } from './csv-columns';
import { csvTable } from './csv-rows';
import { emitPending, loadPortsOf } from './emit-pending';
import type { EmitPorts } from './emit-pending';
import { listRows } from './feed-answers';
import { licenceKeyOf, readLicence } from './licence-record';
import { loadFeed, rowsOfList } from './load-feed';
import type { Read } from './records';
import { readTransaction, transactionKeyOf } from './transaction-record';

/** A file that somebody exported from the Marketplace by hand: JSON as the API gives it, or CSV. At most `MAX_IMPORT_CHARACTERS`. */
export type ImportFile = { readonly feed: TypedFeed; readonly text: string };
/** A screen sends a larger file in pieces, each of them a file of its own: a piece of CSV repeats the first line. */
export const MAX_IMPORT_CHARACTERS = 400_000;

/** `line` counts from 1: lines of a table, rows of a JSON list. */
export type ImportTrouble = { readonly line: number; readonly problem: string };
export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly read: number;
      readonly changed: number;
      /** The first rows that were set aside, and how many there are in all. */
      readonly aside: readonly ImportTrouble[];
      readonly asideTotal: number;
    }
  /** Nothing was stored: the file is not what it was said to be. */
  | ({ readonly kind: 'wrong-file' } & ImportTrouble);

export type ImportPorts = EmitPorts & { readonly clock: ClockPort };

const MAX_TOLD = 20;
type Placed = { readonly line: number; readonly row: unknown };
type WrongFile = Extract<ImportOutcome, { kind: 'wrong-file' }>;

/**
 * Brings an exported file in through the pipeline of the sync: same rows, same versions, same quarantine, so that the same content
 * twice, or by file and by the API, is stored and told once. A file never says that a row is gone.
 */
export async function importRows(ports: ImportPorts, { feed, text }: ImportFile): Promise<ImportOutcome> {
  const placed = placedRows(feed, text);
  if (!Array.isArray(placed)) return placed;
  const [first] = placed;
  if (first === undefined) return wrong(1, 'The file has no rows.');
  if (placed.every(({ row }) => kindOf(row) !== feed)) return wrong(first.line, wrongKind(feed, placed));
  const aside = placed.flatMap(({ line, row }): ImportTrouble[] => {
    const entry = READ[feed](row);
    return entry.kind === 'quarantined' ? [{ line, problem: entry.reason }] : [];
  });
  const now = ports.clock();
  const at = new Date(now).toISOString();
  const seen = { at, run: Math.floor(now / 1000), pass: 'delta' } as const;
  const loaded = await loadFeed(loadPortsOf(ports, feed), feed, rowsOfList(placed.map(({ row }) => row)), seen);
  await ports.sql.write(noteWindowSql({ feed, ...seen }, `file|${hashOf(text, 16)}`, loaded, at));
  await emitPending(ports, feed);
  ports.log('info', 'sync-imported', { feed, ...loaded });
  return { kind: 'imported', read: loaded.read, changed: loaded.changed, aside: aside.slice(0, MAX_TOLD), asideTotal: aside.length };
}

const READ: Record<TypedFeed, (raw: unknown) => Read<unknown>> = { licences: readLicence, transactions: readTransaction };
const NAMED_BY: Record<TypedFeed, string> = {
  licences: 'a licence: an entitlement id or number, or a licence id',
  transactions: 'a line of a sale: transactionId and transactionLineItemId',
};

function wrong(line: number, problem: string): WrongFile {
  return { kind: 'wrong-file', line, problem };
}

/** A sale names its entitlement as well, so what names a line of a sale is one. */
function kindOf(row: unknown): TypedFeed | null {
  if (transactionKeyOf(row) !== '') return 'transactions';
  return licenceKeyOf(row) === '' ? null : 'licences';
}

function wrongKind(feed: TypedFeed, placed: readonly Placed[]): string {
  const other: TypedFeed = feed === 'licences' ? 'transactions' : 'licences';
  return placed.some(({ row }) => kindOf(row) === other)
    ? `These look like ${other}, not ${feed}.`
    : `No row has what names ${NAMED_BY[feed]}.`;
}

function placedRows(feed: TypedFeed, text: string): Placed[] | WrongFile {
  if (text.length > MAX_IMPORT_CHARACTERS) return wrong(1, `A piece of a file has at most ${String(MAX_IMPORT_CHARACTERS)} characters.`);
  if (/^[\s\uFEFF]*[[{]/.test(text)) return jsonRows(text);
  const table = csvTable(text);
  if (table.kind === 'trouble') return wrong(table.line, table.problem);
  const paths = table.columns.map((column) => columnPath(feed, column));
  return table.lines.map(({ line, cells }) => ({ line, row: recordOf(paths, cells) }));
}

function jsonRows(text: string): Placed[] | WrongFile {
  const body = text.replace(/^\uFEFF/, '');
  try {
    // Counted in rows, because exported JSON is one line.
    return listRows(JSON.parse(body) as unknown).map((row, index) => ({ line: index + 1, row }));
  } catch (error) {
    const position = Number(/position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? body.length);
    return wrong(body.slice(0, position).split('\n').length, 'This is no whole JSON: it breaks off or has something wrong here.');
  }
}

type Nested = Map<string, unknown>;

/** A record as the reports' JSON has it. Names come from the file, so they are kept in maps until the end. */
function recordOf(paths: readonly (readonly string[])[], cells: readonly string[]): unknown {
  const record: Nested = new Map();
  paths.forEach((path, index) => {
    const value = cellValue(path, cells[index] ?? '');
    if (value === null) return;
    let inside = record;
    for (const name of path.slice(0, -1)) {
      const known = inside.get(name);
      const next: Nested = known instanceof Map ? (known as Nested) : new Map<string, unknown>();
      inside.set(name, next);
      inside = next;
    }
    inside.set(path.at(-1) ?? '', value);
  });
  return plain(record);
}

function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries([...(value as Nested)].map(([name, item]) => [name, plain(item)])) : value;
}
