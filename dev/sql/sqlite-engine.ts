import { Database, type SQLiteValue, type Statement } from 'node-sqlite3-wasm';
import { SqlEngineError, type EngineAnswer, type SqlEngine, type SqlParam } from './engine';
import { claimFile } from './file-claim';
import { clockFunctions, PURE_FUNCTIONS } from './mysql-functions';
import { UntranslatableSql } from './tokens';
import { translate, type Translation } from './translate';

/** Statements kept prepared, the most recently used ones; a bulk statement is tens of kilobytes. */
const MAX_PREPARED = 200;
/** SQLITE_MAX_VARIABLE_NUMBER of the build. */
const MAX_PARAMS = 32_766;

type Prepared = { readonly translation: Exclude<Translation, { kind: 'ddl' }>; readonly statement: Statement };

/**
 * One database in a file or in memory, answering the MySQL dialect through `translate`. The journal is in memory and
 * nothing is synced: a crash of the machine may cost the file, which a developer rebuilds. `now` (ms) is what NOW() reads.
 *
 * Where it differs from MySQL: a quotient and AVG keep all digits instead of four decimals; DECIMAL is a double; LIKE always
 * compares case, and the order under a `_ci` collation folds ASCII only; INSERT IGNORE skips a row that breaks a rule
 * where MySQL bends the value; ids of AUTO_INCREMENT are not used up by refused rows.
 */
export function openSqlite(file: string, now: () => number = Date.now): SqlEngine {
  const release = file === ':memory:' ? () => undefined : claimFile(file);
  const database = new Database(file);
  for (const pragma of [
    'page_size = 8192',
    'locking_mode = EXCLUSIVE',
    'journal_mode = MEMORY',
    'synchronous = OFF',
    'temp_store = MEMORY',
    'cache_size = -65536',
    'foreign_keys = OFF',
  ]) {
    database.exec(`PRAGMA ${pragma}`);
  }
  // What `mysql_changed` was told during the statement that runs: rows touched, and rows that got another value.
  const tally = { touched: 0, changed: 0 };
  define(database, 'mysql_changed', (isChanged) => {
    tally.touched += 1;
    if (isChanged === 1) tally.changed += 1;
    return isChanged ?? null;
  });
  for (const [name, of] of Object.entries(PURE_FUNCTIONS)) define(database, name, of, true);
  for (const [name, of] of Object.entries(clockFunctions(now))) define(database, name, of);

  const prepared = new Map<string, Prepared>();
  let counters = readCounters(database);
  const keys = new Map<string, readonly (readonly string[])[]>();
  const keysOf = (table: string) => {
    const known = keys.get(table) ?? readKeys(database, table);
    keys.set(table, known);
    return known;
  };
  const forget = () => {
    for (const { statement } of prepared.values()) finalize(statement);
    prepared.clear();
    keys.clear();
  };
  const prepare = (text: string): Prepared => {
    const known = prepared.get(text);
    if (known) {
      prepared.delete(text);
      prepared.set(text, known);
      return known;
    }
    const translation = translate(text, keysOf);
    if (translation.kind === 'ddl') throw new UntranslatableSql('DDL among reads and writes', text);
    const fresh = { translation, statement: database.prepare(translation.sql) };
    if (prepared.size >= MAX_PREPARED) {
      const [oldest, { statement }] = prepared.entries().next().value ?? ['', fresh];
      prepared.delete(oldest);
      finalize(statement);
    }
    prepared.set(text, fresh);
    return fresh;
  };
  const execute = (text: string, params: readonly SqlParam[]): EngineAnswer => {
    if (params.length > MAX_PARAMS)
      throw new RangeError(`${String(params.length)} parameters; the local engine takes ${String(MAX_PARAMS)}`);
    if (params.some((param) => typeof param === 'string' && param.includes('\0')))
      throw new RangeError('A text with U+0000 cannot be stored by the local engine');
    const { translation, statement } = prepare(text);
    const bound = [...params];
    if (translation.kind === 'read') return { rows: statement.all(bound).map(plainRow), affectedRows: 0, insertId: 0 };
    const sizeBefore = translation.counts === 'replaced' ? countRows(database, translation.table) : 0;
    tally.touched = 0;
    tally.changed = 0;
    const { changes, lastInsertRowid } = statement.run(bound);
    const inserted = changes - (translation.verb === 'insert' ? tally.touched : 0);
    const hasCounter = translation.verb === 'insert' && inserted > 0 && counters.has(translation.table.toLowerCase());
    // MySQL answers the first of the new ids, SQLite the last.
    const insertId = hasCounter ? Number(lastInsertRowid) - inserted + 1 : 0;
    switch (translation.counts) {
      case 'plain':
        return { rows: [], affectedRows: changes, insertId };
      case 'changed':
        return { rows: [], affectedRows: translation.verb === 'insert' ? inserted + 2 * tally.changed : tally.changed, insertId };
      case 'replaced':
        return { rows: [], affectedRows: 2 * changes - (countRows(database, translation.table) - sizeBefore), insertId };
    }
  };
  const run = (text: string, params: readonly SqlParam[]): EngineAnswer => {
    try {
      return execute(text, params);
    } catch (error) {
      // SQLite repeats the failure when a failed statement is bound again.
      const failed = prepared.get(text);
      prepared.delete(text);
      if (failed) finalize(failed.statement);
      throw error;
    }
  };
  const change = (text: string) => {
    const translation = translate(text, keysOf);
    if (translation.kind !== 'ddl') throw new UntranslatableSql('a statement that is no DDL', text);
    forget();
    database.exec('BEGIN');
    try {
      for (const sql of translation.sql) database.exec(sql);
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
    counters = readCounters(database);
  };
  return {
    execute: (text, params) => attempt(() => run(text, params)),
    ddl: (text) =>
      attempt(() => {
        change(text);
      }),
    close: () =>
      attempt(() => {
        forget();
        database.close();
        release();
      }),
    bytesUsed: () =>
      attempt(() => {
        const pragma = (name: string) => Number(Object.values(database.get(`PRAGMA ${name}`) ?? {})[0] ?? 0);
        return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
      }),
  };
}

function define(
  database: Database,
  name: string,
  of: (...args: SQLiteValue[]) => ReturnType<(typeof PURE_FUNCTIONS)[string]>,
  deterministic = false,
): void {
  const bridge = (...args: SQLiteValue[]) => of(...args);
  // The length is the number of arguments; −1 takes any. An operator or a function of SQLite is replaced only by its own number.
  const length = name === 'like' ? 2 : name === 'LIKE' ? 3 : name === 'lower' || name === 'upper' ? 1 : -1;
  Object.defineProperty(bridge, 'length', { value: length });
  database.function(name, bridge, { deterministic });
}

/** Finalizing reports the last failure of the statement once more; it was reported when it happened. */
function finalize(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    return;
  }
}

const nameOf = (row: Record<string, unknown>): string => (typeof row.name === 'string' ? row.name : '');

/** The unique keys of a table, the primary key first, then in the order in which they were made. */
function readKeys(database: Database, table: string): string[][] {
  const primary = database.all('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', [table]).map((row) => nameOf(row));
  const unique = database.all(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin <> 'pk' ORDER BY seq DESC`, [table]);
  const columns = unique.map((index) =>
    database.all('SELECT name FROM pragma_index_info(?) ORDER BY seqno', [nameOf(index)]).map((row) => nameOf(row)),
  );
  return primary.length > 0 ? [primary, ...columns] : columns;
}

const readCounters = (database: Database): ReadonlySet<string> =>
  new Set(
    database
      .all(`SELECT lower(name) AS name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'`)
      .map((row) => nameOf(row)),
  );

const countRows = (database: Database, table: string): number =>
  Number(Object.values(database.get(`SELECT COUNT(*) FROM "${table.replaceAll('"', '""')}"`) ?? {})[0] ?? 0);

/** Integers beyond 2^53 become texts, as the MySQL client gives them, and bytes what they say in UTF-8. */
function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'bigint') row[name] = value.toString();
    else if (value instanceof Uint8Array) row[name] = new TextDecoder().decode(value);
  }
  return row;
}

function attempt<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(asEngineError(error));
  }
}

function asEngineError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('The local engine failed', { cause: error });
  if (error instanceof UntranslatableSql || error instanceof RangeError)
    return new SqlEngineError('ER_NOT_SUPPORTED_YET', 1235, '42000', error.message, { cause: error });
  const { message } = error;
  const known = (code: string, errno: number, sqlState: string, text = message) =>
    new SqlEngineError(code, errno, sqlState, text, { cause: error });
  if (message.startsWith('UNIQUE constraint failed'))
    return known('ER_DUP_ENTRY', 1062, '23000', `Duplicate entry for ${message.slice(26)}`);
  if (message.startsWith('NOT NULL constraint failed'))
    return known('ER_BAD_NULL_ERROR', 1048, '23000', `Column cannot be null: ${message.slice(28)}`);
  if (message.startsWith('CHECK constraint failed: Data too long')) return known('ER_DATA_TOO_LONG', 1406, '22001', message.slice(25));
  if (message.startsWith('CHECK constraint failed: Out of range'))
    return known('ER_WARN_DATA_OUT_OF_RANGE', 1264, '22003', message.slice(25));
  if (message.startsWith('cannot store')) return known('ER_TRUNCATED_WRONG_VALUE_FOR_FIELD', 1366, 'HY000');
  if (message.startsWith('no such table')) return known('ER_NO_SUCH_TABLE', 1146, '42S02');
  if (message.startsWith('no such column') || message.includes('has no column named')) return known('ER_BAD_FIELD_ERROR', 1054, '42S22');
  if (message.includes('already exists')) return known('ER_TABLE_EXISTS_ERROR', 1050, '42S01');
  if (message.includes('syntax error') || message.includes('incomplete input')) return known('ER_PARSE_ERROR', 1064, '42000');
  return known('ER_UNKNOWN_ERROR', 1105, 'HY000');
}
