import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { RevenueQuestion } from '../../revenue/read-model';
import { andAccountIn } from './account-filter';

/** The accounts asked for, as a condition on `revenue_account` under the name `a`; true for all. */
export const accountsAsked = ({ filter }: RevenueQuestion): Sql => sql`1 = 1${andAccountIn(sql`a.account_id`, filter)}`;

/** The column with the amounts asked for, of a table under this name. */
export function centsColumn(table: Sql, { basis }: Pick<RevenueQuestion, 'basis'>): Sql {
  return basis === 'customer' ? sql`${table}.customer_cents` : sql`${table}.net_cents`;
}

/** Who an account is to people; needs `NAMES`. */
export const COMPANY = sql`COALESCE(s.company, n.cloud_id, n.natural_key)`;

/** Joins what names an account that goes as `a`. */
export const NAMES = sql`JOIN account n ON n.account_id = a.account_id LEFT JOIN account_state s ON s.account_id = a.account_id`;

/** A page of a list. */
export type ListPage = { readonly limit: number; readonly offset: number };

/** Ids of lines as they are kept. */
export function lineIdsOf(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}
