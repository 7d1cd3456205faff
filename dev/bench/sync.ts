// What the first full sync of a large vendor takes, then a day on which 0.3 % of the rows change: memory, the slowest slice,
// statements, bytes read and the store's size; by table and column, what TiDB would say of it. The Marketplace is a server in a process of its own, the store a database file.
// Options: --licenses N, --transactions N.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dayOf } from '../../src/platform/days';
import type { SyncPorts } from '../../src/marketplace/slice-outcome';
import { sql } from '../../src/platform/sql';
import { migrate } from '../../src/store/migrate';
import { vendorMigrations } from '../../src/store/migrations/vendor';
import { ROOT } from '../derive/manifest';
import { startMarketplaceServer } from '../marketplace/start-marketplace-server';
import { portsOver } from '../sql/ports';
import { openSqlite } from '../sql/sqlite-engine';
import { MARKETPLACE_LOGIN, vendorVariables } from '../variables';
import { report } from './report';
import { estimateOfFile } from './space/estimate-of-file';
import { largeVendor } from './sync/large-vendor';
import { measuredSync, newMeter, type SyncFigures } from './sync/measured-sync';

const HEAP_GOAL_MB = 256;
/** Left to itself V8 lets garbage lie as long as this machine has room. A function of 512 MB has none: it collects at this size, or dies. */
const LITTLE_ROOM = '--max-old-space-size=200';
const FUNCTION_SECONDS = 900;
const DELTA_READ_GOAL = 0.02;
const STATEMENTS_PER_CHANGE_GOAL = 2;
const BUDGET_MB = 1_024;
const MIB = 1_048_576;
/** What is smaller is left out of the table. */
const SHOWN_FROM_MIB = 0.1;
const CHANGED_SHARE = 0.003;
const END_DAY = '2028-02-29';
const DAY_MS = 86_400_000;
const SYNCS_A_DAY = 4;

type Shape = { readonly licences: number; readonly transactions: number };
type Served = { readonly url: string; readonly vendorId: number };

/** Serves the large vendor until it is told to end; each message is a quarter of a day on which some rows change. */
async function serve(shape: Shape): Promise<void> {
  const vendor = largeVendor({ ...shape, endDay: END_DAY });
  const server = await startMarketplaceServer({ port: 0, vendor, ...MARKETPLACE_LOGIN, now: Date.now, quirks: { exportPolls: 0 } });
  let turn = 0;
  process.on('message', (day: string) => {
    const every = Math.round(SYNCS_A_DAY / CHANGED_SHARE);
    turn += 1;
    server.replaceEvery('licenses', every, turn, (row) => ({ ...row, tier: `${String(5 + turn)} Users`, lastUpdated: day }));
    server.replaceEvery('transactions', every, turn, (row) => ({
      ...row,
      paymentStatus: turn % 2 === 0 ? 'Paid' : 'Open',
      lastUpdated: day,
    }));
    process.send?.('changed');
  });
  process.send?.({ url: server.url, vendorId: vendor.vendorId } satisfies Served);
}

async function bench(shape: Shape): Promise<void> {
  const server = fork(
    process.argv[1] ?? '',
    ['--serve', '--licenses', String(shape.licences), '--transactions', String(shape.transactions)],
    {
      execArgv: process.execArgv.filter((argument) => argument !== LITTLE_ROOM),
    },
  );
  try {
    const [served] = (await once(server, 'message')) as [Served];
    await measure(shape, served, async (day) => {
      const answered = once(server, 'message');
      server.send(day);
      await answered;
    });
  } finally {
    server.kill();
  }
}

async function measure(shape: Shape, served: Served, changeRows: (day: string) => Promise<void>): Promise<void> {
  const folder = join(ROOT, '.tidemark/bench/sync');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'store.sqlite');
  const engine = openSqlite(file);
  const store = portsOver(engine);
  await migrate(store, vendorMigrations);
  const clock = { now: Date.parse(`${END_DAY}T12:00:00Z`) };
  const variables = vendorVariables(served.vendorId);
  const ports: SyncPorts = {
    sql: store.sql,
    http: async (request) => {
      const { pathname, search } = new URL(request.url);
      const ask = () => fetch(`${served.url}${pathname}${search}`, { method: request.method, headers: request.headers });
      // A connection that was closed for idleness, while this process was busy for minutes, says so only when it is used.
      const response = await ask().catch(ask);
      return { kind: 'answered', status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    },
    variables: (name) => variables[name],
    clock: () => clock.now,
    log: () => undefined,
    emit: () => Promise.resolve(),
    eraseContacts: () => Promise.resolve(),
  };
  const meter = newMeter();
  const first = await measuredSync(ports, meter);
  show('first full sync', first);
  const storeMB = (await stat(file)).size / MIB;
  const rows = await counts(store.sql);

  // Some quiet days, so that the days which a delta looks back over are like any other; then the day that is measured.
  const day: SyncFigures[] = [];
  let changedBefore = 0;
  clock.now += DAY_MS / 2;
  for (let index = 0; index < 4; index += 1) {
    changedBefore = await changes(store.sql);
    day.length = 0;
    for (let quarter = 0; quarter < SYNCS_A_DAY; quarter += 1) {
      await changeRows(dayOf(clock.now));
      day.push(await measuredSync(ports, meter));
      clock.now += DAY_MS / SYNCS_A_DAY;
    }
  }
  const changed = (await changes(store.sql)) - changedBefore;
  const delta = sumOf(day);
  show(`a day with ${String(changed)} changed rows`, delta);
  await engine.close();
  const tidbMiB = await showSpace(file);

  const readShare = delta.bytesRead / first.bytesRead;
  const perChange = delta.statements / Math.max(1, changed);
  const peakHeapMB = Math.max(first.peakHeapMB, delta.peakHeapMB);
  const complete = rows.licences === shape.licences && rows.transactions === shape.transactions;
  console.log(
    `${String(shape.licences)} licences and ${String(shape.transactions)} transactions take ${storeMB.toFixed(0)} MB of the ${String(BUDGET_MB)} MB of an install. ` +
      `Goals: heap ${String(HEAP_GOAL_MB)} MB, a slice within ${String(FUNCTION_SECONDS)} s, a delta day reads ${String(DELTA_READ_GOAL * 100)} %, ${String(STATEMENTS_PER_CHANGE_GOAL)} statements a changed row.`,
  );
  report({
    bench: 'sync',
    agree: complete,
    ratio: Number((HEAP_GOAL_MB / peakHeapMB).toFixed(3)),
    pass:
      peakHeapMB <= HEAP_GOAL_MB &&
      first.slowestSliceSeconds <= FUNCTION_SECONDS &&
      readShare <= DELTA_READ_GOAL &&
      perChange <= STATEMENTS_PER_CHANGE_GOAL,
    peakHeapMB: Math.round(peakHeapMB),
    firstSeconds: Math.round(first.seconds),
    slices: first.slices,
    slowestSliceSeconds: Number(first.slowestSliceSeconds.toFixed(1)),
    statements: first.statements,
    deltaReadShare: Number(readShare.toFixed(4)),
    deltaStatementsPerChange: Number(perChange.toFixed(2)),
    deltaChanged: changed,
    storeMB: Math.round(storeMB),
    tidbMiB: Math.round(tidbMiB),
  });
}

async function counts(port: SyncPorts['sql']): Promise<Shape> {
  const [row] = await port.query(
    sql`SELECT (SELECT COUNT(*) FROM licence) AS licences, (SELECT COUNT(*) FROM transaction_line) AS transactions`,
  );
  return { licences: Number(row?.licences), transactions: Number(row?.transactions) };
}

async function changes(port: SyncPorts['sql']): Promise<number> {
  const [row] = await port.query(sql`SELECT COUNT(*) AS changed FROM row_change`);
  return Number(row?.changed);
}

/** What TiDB would say that the rows take, table by table and column by column, the largest first; together in MiB. */
async function showSpace(file: string): Promise<number> {
  const tables = await estimateOfFile(file);
  const inMiB = (bytes: number) => Number((bytes / MIB).toFixed(1));
  console.table(
    tables
      .flatMap(({ table, rows, bytes, columns }) => [
        { table, rows, column: 'all', 'rows MiB': inMiB(bytes), 'keys MiB': '' },
        ...columns
          .toSorted((a, b) => b.data + b.keys - a.data - a.keys)
          .map(({ column, data, keys }) => ({ table, rows, column, 'rows MiB': inMiB(data), 'keys MiB': inMiB(keys) })),
      ])
      .filter((line) => line['rows MiB'] >= SHOWN_FROM_MIB),
  );
  return tables.reduce((sum, { bytes }) => sum + bytes, 0) / MIB;
}

function sumOf(parts: readonly SyncFigures[]): SyncFigures {
  const sum = (of: (part: SyncFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  const most = (of: (part: SyncFigures) => number) => Math.max(...parts.map(of));
  return {
    seconds: sum((part) => part.seconds),
    slices: sum((part) => part.slices),
    slowestSliceSeconds: most((part) => part.slowestSliceSeconds),
    peakHeapMB: most((part) => part.peakHeapMB),
    statements: sum((part) => part.statements),
    writes: sum((part) => part.writes),
    bytesRead: sum((part) => part.bytesRead),
    calls: sum((part) => part.calls),
  };
}

function show(what: string, figures: SyncFigures): void {
  console.log(what);
  console.table({
    [what]: {
      seconds: figures.seconds.toFixed(1),
      slices: figures.slices,
      'slowest (s)': figures.slowestSliceSeconds.toFixed(1),
      'peak heap (MB)': figures.peakHeapMB.toFixed(0),
      statements: figures.statements,
      writes: figures.writes,
      'read (MB)': (figures.bytesRead / MIB).toFixed(1),
      'calls told': figures.calls,
    },
  });
}

const { values } = parseArgs({
  options: {
    licenses: { type: 'string', default: '100000' },
    transactions: { type: 'string', default: '300000' },
    serve: { type: 'boolean', default: false },
    measured: { type: 'boolean', default: false },
  },
});
const shape: Shape = { licences: Number(values.licenses), transactions: Number(values.transactions) };

/** The sync in a process of its own, which has no more room than a function. */
async function inLittleRoom(): Promise<void> {
  const child = fork(process.argv[1] ?? '', [...process.argv.slice(2), '--measured'], { execArgv: [...process.execArgv, LITTLE_ROOM] });
  const [code] = (await once(child, 'exit')) as [number | null];
  // One that ends by itself has said how it went.
  if (code === null || code > 1) throw new Error('The sync died in the room that a function has');
  process.exitCode = code;
}

const run = values.serve ? serve : values.measured ? bench : inLittleRoom;
run(shape).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
