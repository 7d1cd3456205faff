import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';

/** What counts as use of a feature, by event id, and which accounts are counted anew from activity because that has changed. */
export type Counting = { readonly features: ReadonlySet<number>; readonly recounted: ReadonlySet<number> };

const Row = z.object({ what: z.enum(['feature', 'account']), id: z.coerce.number() });

/** In one statement: whoever changes what counts notes the accounts before. */
export async function countingNow(sqlPort: SqlPort, accountIds: readonly number[]): Promise<Counting> {
  const rows = z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT 'feature' AS what, event_id AS id FROM event_name WHERE feature = 1
      UNION ALL SELECT 'account', account_id FROM account_stale WHERE recount = 1 AND account_id IN (${accountIds})`),
  );
  const idsOf = (wanted: string) => new Set(rows.flatMap(({ what, id }) => (what === wanted ? [id] : [])));
  return { features: idsOf('feature'), recounted: idsOf('account') };
}

export const isSameCounting = (one: Counting, other: Counting): boolean =>
  one.features.size === other.features.size && [...one.features].every((id) => other.features.has(id));
