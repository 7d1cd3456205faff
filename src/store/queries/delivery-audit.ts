import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';

const Row = z.object({
  day: z.coerce.number(),
  destination: z.enum(['segment', 'journy', 'intake', 'store']),
  state: z.enum(['pending', 'delivered', 'parked', 'dead', 'refused']),
  events: z.coerce.number(),
  batches: z.coerce.number(),
  repeats: z.coerce.number(),
});
export type AuditSum = z.infer<typeof Row>;

/** Events by day of capture, destination and where they stand, from one row per batch; days in [from, to). */
export function deliveryAuditSql(from: number, to: number) {
  return sql`
    SELECT day, destination, state, SUM(events) AS events, COUNT(*) AS batches, SUM(repeats) AS repeats
    FROM delivery_batch WHERE day >= ${from} AND day < ${to}
    GROUP BY day, destination, state
    UNION ALL
    SELECT day, destination, state, events, batches, repeats FROM delivery_day WHERE day >= ${from} AND day < ${to}`;
}

export async function deliveryAudit(sqlPort: SqlPort, from: number, to: number): Promise<AuditSum[]> {
  return z.array(Row).parse(await sqlPort.query(deliveryAuditSql(from, to)));
}

const Last = z.object({ destination: z.enum(['segment', 'journy', 'intake', 'store']), at: z.string() });

/** When each destination last took a batch, by the moment it was captured; within the days from `from`. */
export async function lastDelivered(sqlPort: SqlPort, from: number): Promise<ReadonlyMap<string, string>> {
  const rows = await sqlPort.query(sql`
    SELECT destination, MAX(at) AS at FROM delivery_batch WHERE state = 'delivered' AND day >= ${from} GROUP BY destination`);
  return new Map(
    z
      .array(Last)
      .parse(rows)
      .map(({ destination, at }) => [destination, at]),
  );
}
