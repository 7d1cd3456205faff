import { csvOf } from './csv';
import type { Row } from './vendor';

export type Answer = {
  readonly status: number;
  readonly type: 'application/json' | 'text/csv';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Ask = {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly accept: string;
  readonly body?: string;
};

export const jsonAnswer = (status: number, body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
  ...(headers === undefined ? {} : { headers }),
});

export const refusal = (status: number, message: string, headers?: Readonly<Record<string, string>>): Answer =>
  jsonAnswer(status, { errors: [{ code: String(status), detail: message }] }, headers);

/** A bare array of rows, or a table: `accept` as a parameter wins over the header, and the default is CSV. */
export function rowsAnswer(rows: readonly Row[], { params, accept }: Pick<Ask, 'params' | 'accept'>): Answer {
  const wanted = params.get('accept') ?? (accept.includes('application/json') ? 'json' : 'csv');
  return wanted === 'json' ? jsonAnswer(200, rows) : { status: 200, type: 'text/csv', body: csvOf(rows) };
}
