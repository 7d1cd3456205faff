import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../derive/manifest';

const VERSION = '1.5.6-r.1';
const FOLDER = join(ROOT, '.tidemark/bench/duckdb');

/** What is used of the package: rows come in one by one or in chunks of columns, statements one at a time. */
type Chunk = { rowCount: number; setColumnValues: (column: number, values: readonly unknown[]) => void; reset: () => void };
export type Appender = {
  appendVarchar: (value: string) => void;
  appendInteger: (value: number) => void;
  appendBigInt: (value: bigint) => void;
  appendBoolean: (value: boolean) => void;
  appendNull: () => void;
  endRow: () => void;
  appendDataChunk: (chunk: Chunk) => void;
  closeSync: () => void;
};
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
  readonly appendTo: (table: string) => Promise<Appender>;
  /** An empty chunk of columns of whole numbers. */
  readonly integerChunk: (columns: number, rows: number) => Chunk;
};

/** DuckDB in this process, in memory, with all its threads. Installed into a folder of its own at first use: it is a rival, not a dependency. */
export async function connectDuckDb(): Promise<DuckDb> {
  install();
  const { DuckDBInstance, DuckDBDataChunk, INTEGER } = createRequire(join(FOLDER, 'package.json'))('@duckdb/node-api') as Package;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return {
    version: VERSION,
    run: (sql) => connection.run(sql),
    ask: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    appendTo: (table) => connection.createAppender(table),
    integerChunk: (columns, rows) =>
      DuckDBDataChunk.create(
        Array.from({ length: columns }, () => INTEGER),
        rows,
      ),
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
