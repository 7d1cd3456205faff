import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';

/** What counts as use of a feature, by event id, and of these accounts which are counted anew because that has changed, and how often each was noted as stale. */
export type Counting = {
  readonly features: ReadonlySet<number>;
  readonly recounted: ReadonlySet<number>;
  readonly notes: ReadonlyMap<number, number>;
};

const Row = z.object({ what: z.enum(['feature', 'recounted', 'noted']), id: z.coerce.number(), notes: z.coerce.number() });

/** In one statement: whoever changes what counts notes the accounts before. */
export async function countingNow(sqlPort: SqlPort, accountIds: readonly number[]): Promise<Counting> {
  const rows = z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT 'feature' AS what, event_id AS id, 0 AS notes FROM event_name WHERE feature = 1
      UNION ALL SELECT CASE recount WHEN 1 THEN 'recounted' ELSE 'noted' END, account_id, notes FROM account_stale WHERE account_id IN (${accountIds})`),
  );
  const idsOf = (wanted: string) => new Set(rows.flatMap(({ what, id }) => (what === wanted ? [id] : [])));
  const notes = new Map(rows.flatMap(({ what, id, notes }) => (what === 'feature' ? [] : [[id, notes]])));
  return { features: idsOf('feature'), recounted: idsOf('recounted'), notes };
}

export const isSameCounting = (one: Counting, other: Counting): boolean =>
  one.features.size === other.features.size && [...one.features].every((id) => other.features.has(id));

/** Those of these accounts that somebody else noted, or worked off, since `before`; `own`: those that the caller noted once itself. */
export function notedSince(before: Counting, now: Counting, accountIds: readonly number[], own: ReadonlySet<number>): number[] {
  return accountIds.filter((id) => (now.notes.get(id) ?? 0) !== (before.notes.get(id) ?? 0) + (own.has(id) ? 1 : 0));
}
