import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({ reason: z.string(), events: z.coerce.number() });

/** Events refused before any queue in [from, to), by reason, most first. */
export async function refusalCounts(sqlPort: SqlPort, from: number, to: number): Promise<{ reason: string; events: number }[]> {
  const rows = await sqlPort.query(sql`
    SELECT reason, SUM(events) AS events FROM refusal WHERE day >= ${from} AND day < ${to} GROUP BY reason ORDER BY events DESC, reason`);
  return z.array(Row).parse(rows);
}
