import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TransactionLine } from '../../../src/revenue/line';
import { ROOT } from '../../derive/manifest';
import { TABLE } from './bridge-sql';

const VERSION = '1.5.6-r.1';
const FOLDER = join(ROOT, '.tidemark/bench/duckdb');

/** What is used of the package: an appender for loading and one statement at a time. */
type Appender = {
  appendVarchar: (value: string) => void;
  appendInteger: (value: number) => void;
  appendBigInt: (value: bigint) => void;
  appendBoolean: (value: boolean) => void;
  appendNull: () => void;
  endRow: () => void;
  closeSync: () => void;
};
type Connection = {
  run: (sql: string) => Promise<unknown>;
  runAndReadAll: (sql: string) => Promise<{ getRowsJson: () => unknown[][] }>;
  createAppender: (table: string) => Promise<Appender>;
};
type Package = { readonly DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<Connection> }> } };

export type DuckDb = {
  readonly version: string;
  readonly load: (lines: readonly TransactionLine[]) => Promise<void>;
  readonly ask: (sql: string) => Promise<unknown[][]>;
};

/** DuckDB in this process, in memory, with all its threads. Installed into a folder of its own at first use: it is a rival, not a dependency. */
export async function openDuckDb(): Promise<DuckDb> {
  install();
  const { DuckDBInstance } = createRequire(join(FOLDER, 'package.json'))('@duckdb/node-api') as Package;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return {
    version: VERSION,
    load: async (lines) => {
      await connection.run(`DROP TABLE IF EXISTS line`);
      await connection.run(TABLE);
      const appender = await connection.createAppender('line');
      for (const line of lines) append(appender, line);
      appender.closeSync();
    },
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

function append(appender: Appender, line: TransactionLine): void {
  const text = (value: string | null): void => (value === null ? appender.appendNull() : appender.appendVarchar(value));
  const whole = (value: number | null): void => (value === null ? appender.appendNull() : appender.appendInteger(value));
  text(line.key);
  text(line.transactionId);
  text(line.account);
  text(line.app);
  text(line.saleType);
  whole(line.saleDay);
  whole(line.startDay);
  whole(line.endDay);
  text(line.billingPeriod);
  whole(line.seats);
  appender.appendBigInt(BigInt(line.customerCents));
  appender.appendBoolean(line.prorated);
  text(line.paymentStatus);
  text(line.originalTransactionId);
  text(line.cloudId);
  text(line.contactDomain);
  appender.endRow();
}
