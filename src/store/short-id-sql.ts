import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { shortBeginnings } from './short-id';

/** `%` and `_` in a text are letters, not wildcards. */
const pattern = (text: string): string => `${text.replace(/[!%_]/g, (character) => `!${character}`)}%`;

/** Whether the id that a column keeps short begins with a text. */
export function idBeginsSql(column: Sql, text: string): Sql {
  return sql`(${joinSql(
    shortBeginnings(text).map((beginning) => sql`${column} LIKE ${pattern(beginning)} ESCAPE '!'`),
    ' OR ',
  )})`;
}
