import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';

/** Days of an account, since 1970-01-01, both included. */
export type Span = { readonly accountId: number; readonly first: number; readonly last: number };
/** The same days of several accounts. */
export type SharedSpan = { readonly accounts: readonly number[]; readonly first: number; readonly last: number };

/** Spans of the same days as one: those of a batch nearly all are. */
export function sharedSpans(spans: readonly Span[]): SharedSpan[] {
  const shared = new Map<string, { accounts: number[]; first: number; last: number }>();
  for (const { accountId, first, last } of spans) {
    const key = `${first}:${last}`;
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { accounts: [accountId], first, last });
    else known.accounts.push(accountId);
  }
  return [...shared.values()];
}

/** SQLite takes a thousand conditions in a row, each as deep as what it is made of. */
const CONDITIONS_IN_A_ROW = 200;

/** Any of many conditions. */
export function anySql(conditions: readonly Sql[]): Sql {
  const rows: Sql[] = [];
  for (let start = 0; start < conditions.length; start += CONDITIONS_IN_A_ROW)
    rows.push(sql`(${joinSql(conditions.slice(start, start + CONDITIONS_IN_A_ROW), ' OR ')})`);
  return sql`(${joinSql(rows, ' OR ')})`;
}
