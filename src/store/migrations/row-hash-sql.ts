import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';

/** As `rowHash` makes it. */
export const rowHashSql = (column: Sql): Sql => sql`LEFT(TO_BASE64(UNHEX(SHA2(${column}, 256))), 12)`;
