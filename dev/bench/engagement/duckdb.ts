import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ActivityColumns } from '../../../src/engagement/activity';
import { ROOT } from '../../derive/manifest';
import type { SampleAccount } from './rows';

const VERSION = '1.5.6-r.1';
const FOLDER = join(ROOT, '.tidemark/bench/duckdb');
const CHUNK = 2048;

/** What is used of the package. */
type Chunk = { rowCount: number; setColumnValues: (column: number, values: readonly unknown[]) => void; reset: () => void };
type Appender = { appendDataChunk: (chunk: Chunk) => void; closeSync: () => void };
type Connection = {
  run: (sql: string) => Promise<unknown>;
  runAndReadAll: (sql: string) => Promise<{ getRowsJson: () => unknown[][] }>;
  createAppender: (table: string) => Promise<Appender>;
};
type Package = {
  readonly DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<Connection> }> };
  readonly DuckDBDataChunk: { create: (types: readonly unknown[], rowCount: number) => Chunk };
  readonly INTEGER: unknown;
};

export type DuckDb = {
  readonly version: string;
  readonly run: (sql: string) => Promise<unknown>;
  readonly ask: (sql: string) => Promise<unknown[][]>;
};

/** DuckDB in this process, in memory, with all its threads and the rows as they are. Installed into a folder of its own at first use: it is a rival, not a dependency. */
export async function openDuckDb(rows: ActivityColumns, accounts: readonly SampleAccount[]): Promise<DuckDb> {
  install();
  const { DuckDBInstance, DuckDBDataChunk, INTEGER } = createRequire(join(FOLDER, 'package.json'))('@duckdb/node-api') as Package;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run('CREATE TABLE event (account INTEGER, usr INTEGER, event INTEGER, day INTEGER, uses INTEGER)');
  const columns = [rows.account, rows.user, rows.event, rows.day, rows.count];
  const appender = await connection.createAppender('event');
  const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, INTEGER, INTEGER, INTEGER], CHUNK);
  for (let from = 0; from < rows.account.length; from += CHUNK) {
    chunk.reset();
    chunk.rowCount = Math.min(CHUNK, rows.account.length - from);
    columns.forEach((column, index) => chunk.setColumnValues(index, [...column.subarray(from, from + CHUNK)]));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(
    'CREATE TABLE account (account INTEGER, mrr BIGINT, seats INTEGER, observed BOOLEAN, retained BOOLEAN, expanded BOOLEAN, churned BOOLEAN)',
  );
  const values = accounts.map((each) =>
    [each.accountId, each.mrrCents, each.seats, each.observed, each.retained, each.expanded, each.churned]
      .map((value) => String(value))
      .join(),
  );
  await connection.run(`INSERT INTO account VALUES ${values.map((value) => `(${value})`).join()}`);
  return {
    version: VERSION,
    run: (sql) => connection.run(sql),
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
  };
}

function install(): void {
  if (existsSync(join(FOLDER, 'node_modules/@duckdb/node-api', 'package.json'))) return;
  console.log(`Installing DuckDB ${VERSION} for this bench …`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', `@duckdb/node-api@${VERSION}`], {
    cwd: FOLDER,
    stdio: 'inherit',
  });
}
