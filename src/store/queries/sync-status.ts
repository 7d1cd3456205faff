import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { syncStates } from './sync-state';

const Counts = z.object({
  licences: z.coerce.number(),
  transactions: z.coerce.number(),
  quarantined: z.coerce.number(),
  pending: z.coerce.number(),
});

/** Each count is read from a narrow index. */
export function syncCountsSql() {
  return sql`
    SELECT (SELECT COUNT(*) FROM licence WHERE gone_at IS NULL) AS licences,
      (SELECT COUNT(*) FROM transaction_line WHERE gone_at IS NULL) AS transactions,
      (SELECT COUNT(*) FROM quarantine) AS quarantined,
      (SELECT COUNT(*) FROM licence WHERE untold = '1') + (SELECT COUNT(*) FROM transaction_line WHERE untold = '1') AS pending`;
}

/** How the sync stands. `lastDoneAt`: the instant up to which both feeds were read, null before that. `pending`: rows that destinations were not told of yet. */
export type SyncStatus = {
  readonly lastDoneAt: string | null;
  readonly licences: number;
  readonly transactions: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly lastError: string | null;
};

export async function syncStatus(port: SqlPort): Promise<SyncStatus> {
  const [counts] = z
    .array(Counts)
    .length(1)
    .parse(await port.query(syncCountsSql()));
  const states = await syncStates(port);
  const lastDone = (feed: string) => newest(states.filter((state) => state.feed === feed).map((state) => state.doneAt));
  const done = [lastDone('licences'), lastDone('transactions')].sort();
  const failing = states.filter((state) => state.errorAt !== null).sort((a, b) => ((a.errorAt ?? '') < (b.errorAt ?? '') ? 1 : -1))[0];
  return {
    lastDoneAt: done.includes(null) ? null : (done[0] ?? null),
    licences: counts?.licences ?? 0,
    transactions: counts?.transactions ?? 0,
    quarantined: counts?.quarantined ?? 0,
    pending: counts?.pending ?? 0,
    lastError: failing?.errorMessage ?? null,
  };
}

/** ISO instants sort as text. */
function newest(instants: readonly (string | null)[]): string | null {
  return (
    instants
      .filter((instant) => instant !== null)
      .sort()
      .at(-1) ?? null
  );
}
