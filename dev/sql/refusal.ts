import { json, type ServiceResponse } from '../services';
import { SqlEngineError } from './engine';

/** A failed statement, as the body that the Forge SQL client turns into a `ForgeSQLAPIError`. */
export class SqlRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: { readonly suggestion?: string; readonly debug?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.name = 'SqlRefusal';
  }
}

const EXECUTION_MESSAGE = 'Unknown SQL execution error';

export const policyViolation = (message: string, suggestion: string): SqlRefusal =>
  new SqlRefusal(400, 'SQL_POLICY_VIOLATION', message, { suggestion });
export const rateExceeded = (what: string): SqlRefusal => new SqlRefusal(429, 'RATE_LIMIT_EXCEEDED', `Rate limit exceeded: ${what}`);
export const timedOut = (limitMs: number): SqlRefusal =>
  new SqlRefusal(408, 'QUERY_TIMED_OUT', `The provided query took more than ${String(limitMs / 1000)} seconds to execute`);
export const executionError = (code: string, errno: number, sqlState: string, sqlMessage: string): SqlRefusal =>
  new SqlRefusal(400, 'SQL_EXECUTION_ERROR', EXECUTION_MESSAGE, { debug: { code, errno, sqlState, sqlMessage } });

export function answerRefusal(error: unknown): ServiceResponse {
  const refusal = error instanceof SqlEngineError ? executionError(error.code, error.errno, error.sqlState, error.message) : error;
  if (!(refusal instanceof SqlRefusal)) throw error;
  return json(refusal.status, { code: refusal.code, message: refusal.message, ...refusal.more });
}
