import { SPACE_PARTS } from '../contract/space';
import type { SpacePart, SpaceReport } from '../contract/space';
import type { TableSize } from '../store/queries/table-sizes';

/** What the platform gives an installation in production. */
const LIMIT_BYTES = 2 ** 30;
const WARN_FROM = 0.7;

/** Which tables a part is made of, by how their names begin; the first that fits counts. */
const BEGINNINGS: Readonly<Record<Exclude<SpacePart, 'other'>, readonly string[]>> = {
  prepared: [
    'account_days',
    'account_units',
    'account_feature',
    'account_start',
    'account_stale',
    'member_days',
    'membership_days',
    'nobody_days',
    'event_use',
    'event_days',
  ],
  insight: [
    'segment',
    'stage_',
    'prediction_',
    'account_score',
    'account_health',
    'account_outlook',
    'health_',
    'custom_score',
    'score_turn',
  ],
  use: ['activity', 'record_place', 'receipt', 'variant_'],
  profiles: ['profile', 'property', 'event_'],
  people: ['account', 'app_user', 'app_version', 'membership', 'person'],
  market: ['licence', 'transaction_line', 'feed_row', 'row_change', 'sync_', 'quarantine', 'unknown_value', 'contact'],
  revenue: ['revenue_'],
  delivery: ['delivery_', 'letter', 'refusal', 'sent_example'],
};
const PARTS = Object.entries(BEGINNINGS) as [SpacePart, readonly string[]][];

export function partOf(table: string): SpacePart {
  return PARTS.find(([, beginnings]) => beginnings.some((beginning) => table.startsWith(beginning)))?.[0] ?? 'other';
}

/** What fills the database, part by part; `sizes` are null where it does not tell. */
export function spaceReport(sizes: readonly TableSize[] | null): SpaceReport {
  const bytesOf = new Map<SpacePart, number>();
  for (const { name, bytes } of sizes ?? []) bytesOf.set(partOf(name), (bytesOf.get(partOf(name)) ?? 0) + bytes);
  const parts = SPACE_PARTS.map((part) => ({ part, bytes: bytesOf.get(part) ?? 0 }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
  return { limitBytes: LIMIT_BYTES, warnFrom: WARN_FROM, parts: sizes === null ? null : parts };
}
