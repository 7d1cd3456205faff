import { statedMrr } from '../../src/profiles/stated-mrr';
import type { StatedMrr } from '../../src/revenue/reconcile';

/** Stated MRR. Rows of other metrics, which have no closing MRR, are left out. `onlyApp`: the app of rows that name none. */
export function statedRows(records: readonly unknown[], onlyApp: string | null): StatedMrr[] {
  return records.flatMap((record) => statedMrr(record, onlyApp) ?? []);
}
