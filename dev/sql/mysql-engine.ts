import { createConnection, createPool, type Pool, type PoolOptions, type TypeCastField, type TypeCastNext } from 'mysql2/promise';
import { SqlEngineError, type SqlEngine } from './engine';

/** What TiDB runs under: strict, and no column outside of GROUP BY. */
const SQL_MODE = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/**
 * One database on a server that speaks MySQL's protocol (MySQL, MariaDB, TiDB), created when missing. `url` is
 * `mysql://user:password@host:port`; `database` is a plain identifier, one for each installation. Decimals come as texts,
 * days and instants as texts, integers as numbers up to 2^53 and as texts beyond, binary text as UTF-8.
 */
export async function openMysql(url: string, database: string): Promise<SqlEngine> {
  if (!/^\w{1,64}$/.test(database)) throw new RangeError('A database name is 1 to 64 letters, digits and underscores');
  const { hostname, port, username, password } = new URL(url);
  const options: PoolOptions = {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    // Affected means changed, not found.
    flags: ['-FOUND_ROWS'],
    typeCast: castField,
  };
  const bootstrap = await createConnection(options);
  try {
    await bootstrap.query(`CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
  } finally {
    await bootstrap.end();
  }
  const pool = createPool({ ...options, database, connectionLimit: 4 });
  pool.on('connection', (connection) => {
    // Queued before any other statement of the connection; a failure surfaces there.
    void connection.query(`SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00', group_concat_max_len = 16777216`);
  });
  return engineOver(pool, database);
}

function engineOver(pool: Pool, database: string): SqlEngine {
  return {
    execute: (text, params) =>
      attempt(async () => {
        // Text protocol: the server plans every statement afresh and keeps no thousands of prepared texts.
        const [result] = await pool.query(text, [...params]);
        if (Array.isArray(result)) return { rows: result as Record<string, unknown>[], affectedRows: 0, insertId: 0 };
        return { rows: [], affectedRows: result.affectedRows, insertId: result.insertId };
      }),
    ddl: (text) =>
      attempt(async () => {
        await pool.query(text);
      }),
    close: () => pool.end(),
    bytesUsed: () =>
      attempt(async () => {
        const [rows] = await pool.query(
          'SELECT COALESCE(SUM(data_length + index_length), 0) AS bytes FROM information_schema.tables WHERE table_schema = ?',
          [database],
        );
        const [row] = rows as Record<string, unknown>[];
        return Number(row?.bytes ?? 0);
      }),
  };
}

function castField(field: TypeCastField, next: TypeCastNext): unknown {
  return field.type === 'STRING' ||
    field.type === 'VAR_STRING' ||
    field.type === 'BLOB' ||
    field.type === 'TINY_BLOB' ||
    field.type === 'MEDIUM_BLOB' ||
    field.type === 'LONG_BLOB'
    ? field.string('utf8')
    : next();
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'errno' in error && 'sqlState' in error && 'code' in error) {
      throw new SqlEngineError(String(error.code), Number(error.errno), String(error.sqlState), error.message, { cause: error });
    }
    throw error;
  }
}
