import { json, type Installation, type Now, type Service } from '../services';
import type { EngineAnswer, SqlEngine, SqlParam } from './engine';
import * as limits from './limits';
import { answerRefusal, executionError, policyViolation, rateExceeded, SqlRefusal, timedOut } from './refusal';
import { tokenize } from './tokens';
import { createWindow, type Window } from './window';

/** One statement: `requests` is 1, `computeMs` the time in the engine. */
export type SqlMeter = (installationId: string, usage: { readonly requests: number; readonly computeMs: number }) => void;

export type SqlServiceOptions = {
  readonly engineFor: (installationId: string) => Promise<SqlEngine>;
  /** The host's clock (ms): the rates count by it. */
  readonly now: Now;
  readonly meter?: SqlMeter;
  /** Measures a statement (ms); the process's own clock unless told. */
  readonly stopwatch?: () => number;
  /** False lets a bulk load pass the rates and the query time a minute; every other limit stays. */
  readonly enforceRates?: boolean;
  /** The clock stands still between its moves: then a second has no end, and its rate no meaning. Rates by the minute stay. */
  readonly isTimeStill?: boolean;
};

type Usage = { readonly dml: Window; readonly ddl: Window; readonly queryMs: Window; writes: number; isFull: boolean };
type Verb = 'read' | 'write' | 'ddl';

/** The size of a database is looked up once in so many writes. */
const WRITES_PER_SIZE_CHECK = 100;
const NO_ROWS = { affectedRows: 0, fieldCount: 0, info: '', insertId: 0, serverStatus: 2, warningStatus: 0 };

/** Forge SQL's two endpoints, with its limits. `reset` forgets what was counted, never what is stored. */
export function createSqlService(options: SqlServiceOptions): { readonly service: Service; reset(): void } {
  const { engineFor, now, meter, stopwatch = () => performance.now(), enforceRates = true, isTimeStill = false } = options;
  const usages = new Map<string, Usage>();
  const usageOf = (installationId: string): Usage => {
    const usage = usages.get(installationId) ?? {
      dml: createWindow(isTimeStill ? Infinity : limits.MAX_DML_PER_SECOND, 1_000),
      ddl: createWindow(limits.MAX_DDL_PER_MINUTE, 60_000),
      queryMs: createWindow(Infinity, 60_000),
      writes: 0,
      isFull: false,
    };
    usages.set(installationId, usage);
    return usage;
  };

  const execute = async (installation: Installation, endpoint: 'execute' | 'ddl', body: string): Promise<string> => {
    const { installationId } = installation;
    const usage = usageOf(installationId);
    if (Buffer.byteLength(body) > limits.MAX_REQUEST_BYTES)
      throw executionError('ER_NET_PACKET_TOO_LARGE', 1153, '08S01', 'The request is larger than 1 MiB');
    const { query, params } = parseRequest(body);
    const verb = verbOf(query, endpoint);
    if (enforceRates) checkRates(usage, endpoint, now());
    if (usage.isFull && /^[\s(]*(INSERT|REPLACE|UPDATE|CREATE|ALTER)\b/i.test(query))
      throw executionError('ER_RECORD_FILE_FULL', 1114, 'HY000', 'The database has reached its storage limit');
    const engine = await engineFor(installationId);
    const startedAt = stopwatch();
    let answer: EngineAnswer = { rows: [], affectedRows: 0, insertId: 0 };
    let computeMs: number;
    try {
      if (verb === 'ddl') await engine.ddl(query);
      else answer = await engine.execute(query, params);
    } finally {
      computeMs = stopwatch() - startedAt;
      usage.queryMs.spend(computeMs, now());
      meter?.(installationId, { requests: 1, computeMs });
    }
    const limitMs = verb === 'read' ? limits.SELECT_TIMEOUT_MS : verb === 'write' ? limits.DML_TIMEOUT_MS : limits.DDL_TIMEOUT_MS;
    // As in the cloud, the statement went on after its connection was given up: what it wrote is written.
    if (computeMs > limitMs) throw timedOut(limitMs);
    if (verb !== 'read') await checkSize(usage, engine, verb, limits.MAX_STORED_BYTES[installation.environmentType]);
    const rows = verb === 'read' ? answer.rows : { ...NO_ROWS, affectedRows: answer.affectedRows, insertId: answer.insertId };
    const text = JSON.stringify({ rows });
    const responseSize = Buffer.byteLength(text);
    if (responseSize > limits.MAX_RESPONSE_BYTES) throw new SqlRefusal(413, 'SQL_EXECUTION_ERROR', 'The response is larger than 4 MiB');
    return `${text.slice(0, -1)},"metadata":${JSON.stringify({ dbExecutionTime: computeMs, responseSize })}}`;
  };

  return {
    service: async (scope, request) => {
      const endpoint = request.path === '/api/v1/execute' ? 'execute' : request.path === '/api/v1/execute/ddl' ? 'ddl' : null;
      if (endpoint === null || request.method !== 'POST')
        return json(404, { code: 'UNKNOWN_ERROR', message: 'No such endpoint of Forge SQL' });
      try {
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: await execute(scope.installation, endpoint, request.body ?? ''),
        };
      } catch (error) {
        return answerRefusal(error);
      }
    },
    reset: () => {
      usages.clear();
    },
  };
}

function parseRequest(body: string): { query: string; params: SqlParam[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new SqlRefusal(400, 'INVALID_SQL_QUERY', 'The request is no JSON');
  }
  const { query, params = [] } = typeof parsed === 'object' && parsed !== null ? (parsed as { query?: unknown; params?: unknown }) : {};
  if (typeof query !== 'string' || !Array.isArray(params)) throw new SqlRefusal(400, 'INVALID_SQL_QUERY', 'The request has no query');
  return { query, params: params.map(asParam) };
}

function asParam(value: unknown): SqlParam {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new SqlRefusal(400, 'INVALID_SQL_QUERY', 'A parameter is a text, a number, a boolean or null');
}

function verbOf(query: string, endpoint: 'execute' | 'ddl'): Verb {
  const word = (/^[\s(]*([a-z]+)/i.exec(query)?.[1] ?? '').toUpperCase();
  checkPolicy(query, word);
  switch (word) {
    case 'SELECT':
    case 'WITH':
    case 'SHOW':
    case 'EXPLAIN':
    case 'DESCRIBE':
    case 'DESC':
      return 'read';
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'REPLACE':
      return 'write';
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
    case 'TRUNCATE':
    case 'RENAME':
      if (endpoint === 'execute')
        throw executionError('ER_TABLEACCESS_DENIED_ERROR', 1142, '42000', `${word} command denied: use executeDDL`);
      if (/\bforeign\s+key\b|\breferences\b/i.test(query)) throw new SqlRefusal(400, 'INVALID_SQL_QUERY', 'Foreign keys are not supported');
      return 'ddl';
    default:
      throw executionError(
        'ER_PARSE_ERROR',
        1064,
        '42000',
        word === '' ? 'Query was empty' : `You have an error in your SQL syntax near ${word}`,
      );
  }
}

function checkPolicy(query: string, word: string): void {
  if (['SET', 'USE', 'PREPARE', 'EXECUTE', 'DEALLOCATE', 'LOCK', 'UNLOCK'].includes(word))
    throw policyViolation(`${word} statements are not permitted`, 'Send plain statements with parameters');
  if (word === 'SHOW' && !limits.POLICY_SHOW.test(query))
    throw policyViolation('This SHOW statement is not permitted', 'Use SHOW TABLES, SHOW COLUMNS or SHOW INDEXES');
  if (limits.POLICY_FUNCTIONS.test(query)) throw policyViolation('A restricted function is not permitted', 'Compute the value in the app');
  const semicolon = query.indexOf(';');
  if (semicolon >= 0 && query.slice(semicolon + 1).trim() !== '' && hasSecondStatement(query))
    throw policyViolation('Multiple statements are not permitted', 'Send one statement a call');
}

function hasSecondStatement(query: string): boolean {
  try {
    tokenize(query);
    return false;
  } catch {
    return true;
  }
}

function checkRates(usage: Usage, endpoint: 'execute' | 'ddl', at: number): void {
  const isWithin = endpoint === 'ddl' ? usage.ddl.spend(1, at) : usage.dml.spend(1, at);
  if (!isWithin)
    throw rateExceeded(
      endpoint === 'ddl'
        ? `${String(limits.MAX_DDL_PER_MINUTE)} DDL requests a minute`
        : `${String(limits.MAX_DML_PER_SECOND)} DML requests a second`,
    );
  if (usage.queryMs.spent(at) > limits.MAX_QUERY_MS_PER_MINUTE) throw rateExceeded('62.5 seconds of query time a minute');
}

async function checkSize(usage: Usage, engine: SqlEngine, verb: Verb, maxBytes: number): Promise<void> {
  usage.writes += 1;
  if (verb === 'ddl' || usage.isFull || usage.writes % WRITES_PER_SIZE_CHECK === 0) usage.isFull = (await engine.bytesUsed()) > maxBytes;
}
