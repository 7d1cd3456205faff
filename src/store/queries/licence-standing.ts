import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { rowsSql, sql } from '../../platform/sql';
import { rowHash } from '../row-hash';
import { idsOf } from './licences-for-accounts';

const Row = z.object({
  row_hash: z.string(),
  mrr_cents: z.coerce.number(),
  billing_cycle: z.string().nullable(),
  stage: z.string(),
  version: z.coerce.number(),
  pending: z.coerce.number(),
  changed_at: z.string(),
});

/** What destinations were told, or are to be told, that a licence's sales amount to. `changedAt` is ISO. */
export type StoredStanding = {
  readonly rowKey: string;
  readonly mrrCents: number;
  readonly billingCycle: string | null;
  readonly stage: string;
  readonly version: number;
  readonly pending: boolean;
  readonly changedAt: string;
};

const LicenceRow = z.object({
  id: z.coerce.number(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  addon_licence_id: z.string().nullable(),
  licence_id: z.string().nullable(),
  cloud_id: z.string().nullable(),
  addon_key: z.string(),
  licence_type: z.string().nullable(),
  status: z.string().nullable(),
  source_type: z.string().nullable(),
  maintenance_end_day: z.coerce.number().nullable(),
  gone_at: z.string().nullable(),
});

/** Licences in the order of their ids, after an id. */
export async function licencesToStand(port: SqlPort, page: { readonly afterId: number; readonly limit: number }) {
  const rows = await port.query(sql`
    SELECT id, entitlement_id, entitlement_number, addon_licence_id, licence_id, cloud_id, addon_key, licence_type, status, source_type,
      maintenance_end_day, gone_at
    FROM licence WHERE id > ${page.afterId} ORDER BY id LIMIT ${page.limit}`);
  return z
    .array(LicenceRow)
    .parse(rows)
    .map((row) => ({
      id: row.id,
      ...idsOf(row),
      cloudId: row.cloud_id,
      addonKey: row.addon_key,
      licenceType: row.licence_type,
      status: row.status,
      sourceType: row.source_type,
      maintenanceEndDay: row.maintenance_end_day,
      goneAt: row.gone_at,
    }));
}

/** By licence, of at most 500 licences. */
export async function standingsOf(port: SqlPort, rowKeys: readonly string[]): Promise<ReadonlyMap<string, StoredStanding>> {
  if (rowKeys.length === 0) return new Map();
  const rows = await port.query(sql`
    SELECT row_hash, mrr_cents, billing_cycle, stage, version, pending, changed_at FROM licence_standing
    WHERE row_hash IN (${rowKeys.map(rowHash)})`);
  const keyOf = new Map(rowKeys.map((key) => [rowHash(key), key]));
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map((row) => ({ ...row, rowKey: keyOf.get(row.row_hash) ?? row.row_hash }))
      .map((row) => [
        row.rowKey,
        {
          rowKey: row.rowKey,
          mrrCents: row.mrr_cents,
          billingCycle: row.billing_cycle,
          stage: row.stage,
          version: row.version,
          pending: row.pending === 1,
          changedAt: row.changed_at,
        },
      ]),
  );
}

/** Notes what is to be told, at most 500. The same version noted twice is the same. */
export function keepStandingsSql(standings: readonly StoredStanding[]) {
  const values = standings.map((one) => [rowHash(one.rowKey), one.mrrCents, one.billingCycle, one.stage, one.version, 1, one.changedAt]);
  return sql`
    INSERT INTO licence_standing (row_hash, mrr_cents, billing_cycle, stage, version, pending, changed_at)
    VALUES ${rowsSql(values)}
    ON DUPLICATE KEY UPDATE mrr_cents = VALUES(mrr_cents), billing_cycle = VALUES(billing_cycle), stage = VALUES(stage),
      version = VALUES(version), pending = VALUES(pending), changed_at = VALUES(changed_at)`;
}

/** They were told. */
export function settleStandingsSql(rowKeys: readonly string[]) {
  return sql`UPDATE licence_standing SET pending = 0 WHERE row_hash IN (${rowKeys.map(rowHash)}) AND pending = 1`;
}
