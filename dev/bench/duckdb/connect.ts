import { rivalPackages } from '../rivals/rival-package';

const PACKAGE = '@duckdb/node-api';
const VERSION = '1.5.6-r.1';

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

/** DuckDB in this process, in memory, with all its threads. */
export async function connectDuckDb(): Promise<DuckDb> {
  const { DuckDBInstance, DuckDBDataChunk, INTEGER } = rivalPackages('duckdb', { [PACKAGE]: VERSION })(PACKAGE) as Package;
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
