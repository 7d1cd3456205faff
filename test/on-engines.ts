import type { SqlEngine } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { missingMariaDb, startMariaDb } from './mariadb';

/** The tests of a suite, by what opens a fresh database, with so many runs of each property. */
export type EngineSuite = (open: () => Promise<SqlEngine>, runs: number) => void;

/** A suite on SQLite and, where it is installed, on a MariaDB of its own, whose databases begin with `name`. */
export function onEngines(name: string, suite: EngineSuite, runs: { readonly sqlite: number; readonly mariadb: number }): void {
  describe('on SQLite', () => {
    suite(() => Promise.resolve(openSqlite(':memory:')), runs.sqlite);
  });

  const missing = missingMariaDb();
  if (missing !== null) console.warn(`Skipped: ${missing}`);
  (missing === null ? describe : describe.skip)('on MariaDB', () => {
    let [url, count] = ['', 0];
    let stop: () => Promise<void> = () => Promise.resolve();
    beforeAll(async () => {
      const server = await startMariaDb();
      if ('missing' in server) throw new Error(server.missing);
      [url, stop] = [server.url, server.stop];
    });
    afterAll(() => stop());
    suite(() => openMysql(url, `${name}_${(count += 1)}`), runs.mariadb);
  });
}
