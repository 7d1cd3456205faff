import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ name: z.string(), bytes: z.coerce.number() });
export type TableSize = z.infer<typeof Row>;

/** What each table takes with its keys, in bytes: the engine's own estimate, the largest first. */
export async function tableSizes(sqlPort: SqlPort): Promise<TableSize[]> {
  const rows = await sqlPort.query(sql`
    SELECT table_name AS name, COALESCE(data_length, 0) + COALESCE(index_length, 0) AS bytes FROM information_schema.tables
    WHERE table_schema = DATABASE() ORDER BY bytes DESC, name`);
  return z.array(Row).parse(rows);
}
