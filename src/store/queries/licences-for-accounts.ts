import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { chunked } from '../chunks';
import { licenceKey } from '../licence-name';

const Row = z.object({
  id: z.coerce.number(),
  addon_licence_id: z.string().nullable(),
  licence_id: z.string().nullable(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  cloud_id: z.string().nullable(),
  addon_key: z.string(),
  company: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  tier: z.string().nullable(),
  seats: z.coerce.number().nullable(),
  licence_type: z.string().nullable(),
  status: z.string().nullable(),
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  source_type: z.string().nullable(),
  maintenance_start_day: z.coerce.number().nullable(),
  maintenance_end_day: z.coerce.number().nullable(),
  evaluation_start_day: z.coerce.number().nullable(),
  evaluation_end_day: z.coerce.number().nullable(),
  gone_at: z.string().nullable(),
});

/** A licence as the console reads it. Days are day numbers; `seats` is null where the tier has no number. */
export type StoredLicence = {
  readonly id: number;
  readonly rowKey: string;
  /** Ids from before entitlements. */
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly company: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  readonly seats: number | null;
  readonly licenceType: string | null;
  readonly status: string | null;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly sourceType: string | null;
  readonly maintenanceStartDay: number | null;
  readonly maintenanceEndDay: number | null;
  readonly evaluationStartDay: number | null;
  readonly evaluationEndDay: number | null;
  /** When a full pass no longer met the licence in the reports; null while it is there. */
  readonly goneAt: string | null;
};

export type AccountKeys = {
  readonly entitlementIds: readonly string[];
  readonly entitlementNumbers: readonly string[];
  /** A site may have licences of several apps, and several of one: the caller picks by `addonKey`. */
  readonly cloudIds: readonly string[];
};

/** All columns of `StoredLicence` of the licences that `condition` picks. */
export function licencesSql(condition: Sql): Sql {
  return sql`
    SELECT id, addon_licence_id, licence_id, entitlement_id, entitlement_number, cloud_id, addon_key, company, country, region, tier, seats, licence_type, status, hosting, edition,
      source_type, maintenance_start_day, maintenance_end_day, evaluation_start_day, evaluation_end_day, gone_at
    FROM licence
    WHERE ${condition}
    ORDER BY id`;
}

/** The licences that any of the keys names, each once, by id. Every key has its index and its own statement. */
export async function licencesForAccounts(port: SqlPort, keys: AccountKeys): Promise<readonly StoredLicence[]> {
  const conditions = [
    ...chunked(keys.entitlementIds).map((ids) => sql`entitlement_id IN (${ids})`),
    ...chunked(keys.entitlementNumbers).map((numbers) => sql`entitlement_number IN (${numbers})`),
    ...chunked(keys.cloudIds).map((ids) => sql`cloud_id IN (${ids})`),
  ];
  const byId = new Map<number, StoredLicence>();
  for (const condition of conditions) {
    for (const licence of licencesOf(await port.query(licencesSql(condition)))) byId.set(licence.id, licence);
  }
  return [...byId.values()].sort((a, b) => a.id - b.id);
}

/** Rows of `licencesSql`. */
export function licencesOf(rows: readonly unknown[]): readonly StoredLicence[] {
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({
      id: row.id,
      ...idsOf(row),
      cloudId: row.cloud_id,
      addonKey: row.addon_key,
      company: row.company,
      country: row.country,
      region: row.region,
      tier: row.tier,
      seats: row.seats,
      licenceType: row.licence_type,
      status: row.status,
      hosting: row.hosting,
      edition: row.edition,
      sourceType: row.source_type,
      maintenanceStartDay: row.maintenance_start_day,
      maintenanceEndDay: row.maintenance_end_day,
      evaluationStartDay: row.evaluation_start_day,
      evaluationEndDay: row.evaluation_end_day,
      goneAt: row.gone_at,
    }));
}

type Ids = Pick<z.infer<typeof Row>, 'entitlement_id' | 'entitlement_number' | 'addon_licence_id' | 'licence_id'>;

/** What a licence is called, and the key that follows from it. */
export function idsOf(row: Ids) {
  const ids = {
    entitlementId: row.entitlement_id,
    entitlementNumber: row.entitlement_number,
    addonLicenceId: row.addon_licence_id,
    licenceId: row.licence_id,
  };
  return { rowKey: licenceKey(ids), ...ids };
}
