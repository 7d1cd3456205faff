import { errorCodes, ForgeSQLAPIError, migrationRunner, sql } from '@forge/sql';
import type { InvocationScope, Service } from '../services';
import type { SqlEngine } from './engine';
import { createSqlService, type SqlServiceOptions } from './service';
import { openSqlite } from './sqlite-engine';

type ForgeGlobals = { __forge_runtime__?: unknown; __forge_fetch__?: unknown };
const forge = globalThis as ForgeGlobals;

const scopeOf = (installationId: string): InvocationScope => ({
  invocationId: 'i',
  functionKey: 'f',
  user: null,
  installation: {
    installationId,
    appKey: 'app',
    appId: 'app',
    site: { slug: 's', name: 'S', cloudId: 'c', role: 'vendor' },
    environmentType: 'DEVELOPMENT',
    license: null,
    allowAnalyticsEgress: true,
  },
});

/** The real client of the app, its requests answered by the service. */
function connect(service: Service, installationId = 'one'): void {
  forge.__forge_fetch__ = async (_meta: unknown, path: string, init: { method: string; headers: Record<string, string>; body: string }) => {
    const answer = await service(scopeOf(installationId), { path, method: init.method, headers: init.headers, body: init.body });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

const engines = new Map<string, SqlEngine>();
let clockMs = Date.UTC(2024, 1, 29);

function start(options: Partial<SqlServiceOptions> = {}) {
  const engineFor = (installationId: string) => {
    const engine = engines.get(installationId) ?? openSqlite(':memory:', () => clockMs);
    engines.set(installationId, engine);
    return Promise.resolve(engine);
  };
  const { service, reset } = createSqlService({ engineFor, now: () => clockMs, ...options });
  connect(service);
  return { service, reset };
}

async function refusal(work: Promise<unknown>): Promise<ForgeSQLAPIError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ForgeSQLAPIError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

beforeAll(() => {
  forge.__forge_runtime__ = { proxy: { token: 't', url: 'u' } };
});

beforeEach(() => {
  clockMs += 3_600_000;
});

afterEach(async () => {
  for (const engine of engines.values()) await engine.close();
  engines.clear();
});

test('migrations run once, and list themselves', async () => {
  start();
  migrationRunner.enqueue('v1', 'CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL)');
  expect(await migrationRunner.run()).toEqual(['v1']);
  expect(await migrationRunner.run()).toEqual([]);
  expect((await migrationRunner.list()).map(({ name, migratedAt }) => [name, migratedAt.toISOString().slice(0, 10)])).toEqual([
    ['v1', '2024-02-29'],
  ]);
});

test('reads answer rows, writes answer the counts of MySQL', async () => {
  start();
  await sql.executeDDL('CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, n INT NOT NULL)');
  const upsert = 'INSERT INTO t VALUES (?, ?) ON DUPLICATE KEY UPDATE n = VALUES(n)';
  expect((await sql.prepare(upsert).bindParams(1, 5).execute()).rows).toEqual({
    affectedRows: 1,
    fieldCount: 0,
    info: '',
    insertId: 0,
    serverStatus: 2,
    warningStatus: 0,
  });
  expect((await sql.prepare(upsert).bindParams(1, true).execute()).rows).toMatchObject({ affectedRows: 2 });
  expect((await sql.prepare('SELECT * FROM t').execute()).rows).toEqual([{ id: 1, n: 1 }]);
});

test('installations do not see each other', async () => {
  const { service } = start();
  await sql.executeDDL('CREATE TABLE t (id INT NOT NULL PRIMARY KEY)');
  connect(service, 'two');
  expect((await refusal(sql.executeRaw('SELECT * FROM t'))).context).toMatchObject({ debug: { code: 'ER_NO_SUCH_TABLE' } });
});

test('what the cloud refuses is refused with its codes', async () => {
  start();
  await sql.executeDDL('CREATE TABLE t (id INT NOT NULL PRIMARY KEY)');
  expect(await refusal(sql.executeRaw('CREATE TABLE u (id INT)'))).toMatchObject({
    code: errorCodes.SQL_EXECUTION_ERROR,
    context: { debug: { errno: 1142 } },
  });
  expect(await refusal(sql.executeRaw('SELECT SLEEP(1)'))).toMatchObject({
    code: 'SQL_POLICY_VIOLATION',
    suggestion: expect.any(String) as string,
  });
  expect(await refusal(sql.executeRaw('SELECT 1; SELECT 2'))).toMatchObject({ code: 'SQL_POLICY_VIOLATION' });
  expect((await sql.executeRaw(`SELECT ';' AS a, 'b;c' AS d;`)).rows).toEqual([{ a: ';', d: 'b;c' }]);
  expect(await refusal(sql.executeRaw('SET autocommit = 0'))).toMatchObject({ code: 'SQL_POLICY_VIOLATION' });
  expect(await refusal(sql.executeRaw('NONSENSE'))).toMatchObject({
    code: errorCodes.SQL_EXECUTION_ERROR,
    message: 'Unknown SQL execution error',
    context: { debug: { code: 'ER_PARSE_ERROR' } },
  });
  expect(await refusal(sql.executeDDL('CREATE TABLE c (id INT PRIMARY KEY, t INT, FOREIGN KEY (t) REFERENCES t (id))'))).toMatchObject({
    code: errorCodes.INVALID_SQL_QUERY,
  });
  expect(await refusal(sql.prepare('INSERT INTO t VALUES (?)').bindParams([1]).execute())).toMatchObject({
    code: errorCodes.INVALID_SQL_QUERY,
  });
  expect(await refusal(sql.executeRaw('SELECT SOUNDEX(1)'))).toMatchObject({
    context: { debug: { code: 'ER_NOT_SUPPORTED_YET', sqlMessage: expect.stringContaining('SOUNDEX') as string } },
  });
});

test('sizes', async () => {
  start();
  expect(
    await refusal(
      sql
        .prepare('SELECT ? AS text')
        .bindParams('x'.repeat(1024 * 1024))
        .execute(),
    ),
  ).toMatchObject({ code: errorCodes.SQL_EXECUTION_ERROR, context: { debug: { errno: 1153 } } });
  const half = 'x'.repeat(500_000);
  const nine = `SELECT ${Array.from({ length: 9 }, (_, n) => `a.t AS t${String(n)}`).join(', ')} FROM (SELECT ? AS t) AS a`;
  expect(await refusal(sql.prepare(nine).bindParams(half).execute())).toMatchObject({ responseDetails: { status: 413 } });
});

test('rates count by the host’s clock', async () => {
  const { service } = start();
  for (let n = 0; n < 150; n += 1) await sql.executeRaw('SELECT 1 AS one');
  expect(await refusal(sql.executeRaw('SELECT 1 AS one'))).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', responseDetails: { status: 429 } });
  connect(service, 'two');
  await sql.executeRaw('SELECT 1 AS one');
  connect(service);
  clockMs += 1_000;
  await sql.executeRaw('SELECT 1 AS one');
  for (let n = 0; n < 25; n += 1) await sql.executeDDL('CREATE TABLE IF NOT EXISTS t (id INT NOT NULL PRIMARY KEY)');
  expect(await refusal(sql.executeDDL('DROP TABLE t'))).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
});

test('where time stands still, a second holds any number of statements; a minute keeps its rate of schema changes', async () => {
  start({ isTimeStill: true });
  for (let n = 0; n < 200; n += 1) await sql.executeRaw('SELECT 1 AS one');
  for (let n = 0; n < 25; n += 1) await sql.executeDDL('CREATE TABLE IF NOT EXISTS t (id INT NOT NULL PRIMARY KEY)');
  expect(await refusal(sql.executeDDL('DROP TABLE t'))).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
});

test('a slow statement times out, and a minute holds 62.5 seconds of queries', async () => {
  let elapsedMs = 0;
  let stepMs = 6_000;
  const metered: number[] = [];
  start({ stopwatch: () => (elapsedMs += stepMs), meter: (_installationId, { computeMs }) => metered.push(computeMs) });
  expect(await refusal(sql.executeRaw('SELECT 1 AS one'))).toMatchObject({ code: errorCodes.QUERY_TIMED_OUT });
  stepMs = 2_000;
  for (let n = 0; n < 29; n += 1) await sql.executeRaw('SELECT 1 AS one');
  expect(metered.reduce((sum, ms) => sum + ms, 0)).toBe(64_000);
  expect(await refusal(sql.executeRaw('SELECT 1 AS one'))).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  clockMs += 60_000;
  await sql.executeRaw('SELECT 1 AS one');
});

test('a full database takes no more', async () => {
  const full: SqlEngine = {
    execute: () => Promise.resolve({ rows: [], affectedRows: 1, insertId: 0 }),
    ddl: () => Promise.resolve(),
    close: () => Promise.resolve(),
    bytesUsed: () => Promise.resolve(129 * 1024 ** 2),
  };
  start({ engineFor: () => Promise.resolve(full) });
  await sql.executeDDL('CREATE TABLE t (id INT NOT NULL PRIMARY KEY)');
  expect(await refusal(sql.executeRaw('INSERT INTO t VALUES (1)'))).toMatchObject({ context: { debug: { code: 'ER_RECORD_FILE_FULL' } } });
  await sql.executeRaw('DELETE FROM t');
  await sql.executeRaw('SELECT 1 AS one');
});
