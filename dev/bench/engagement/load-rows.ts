import type { ActivityColumns } from '../../../src/engagement/activity';
import type { DuckDb } from '../duckdb/connect';
import type { SampleAccount } from './rows';

const CHUNK = 2048;

/** The rows as they are, in tables `event` and `account`. */
export async function loadRows(duckDb: DuckDb, rows: ActivityColumns, accounts: readonly SampleAccount[]): Promise<void> {
  await duckDb.run('CREATE TABLE event (account INTEGER, usr INTEGER, event INTEGER, day INTEGER, uses INTEGER)');
  const columns = [rows.account, rows.user, rows.event, rows.day, rows.count];
  const appender = await duckDb.appendTo('event');
  const chunk = duckDb.integerChunk(columns.length, CHUNK);
  for (let from = 0; from < rows.account.length; from += CHUNK) {
    chunk.reset();
    chunk.rowCount = Math.min(CHUNK, rows.account.length - from);
    columns.forEach((column, index) => {
      chunk.setColumnValues(index, [...column.subarray(from, from + CHUNK)]);
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await duckDb.run(
    'CREATE TABLE account (account INTEGER, mrr BIGINT, seats INTEGER, observed BOOLEAN, retained BOOLEAN, expanded BOOLEAN, churned BOOLEAN)',
  );
  const values = accounts.map((each) =>
    [each.accountId, each.mrrCents, each.seats, each.observed, each.retained, each.expanded, each.churned]
      .map((value) => String(value))
      .join(),
  );
  await duckDb.run(`INSERT INTO account VALUES ${values.map((value) => `(${value})`).join()}`);
}
