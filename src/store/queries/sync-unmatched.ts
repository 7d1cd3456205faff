import { z } from 'zod';
import type { UnmatchedReason } from '../../contract/sync';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import { siteHash } from '../account-key';
import { idsOf } from './licences-for-accounts';

/** The most that a page has. */
const MAX_PAGE = 200;
type Page = { readonly afterId: number; readonly limit: number };

const LicenceRow = z.object({
  id: z.coerce.number(),
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  addon_licence_id: z.string().nullable(),
  licence_id: z.string().nullable(),
  cloud_id: z.string().nullable(),
  addon_key: z.string(),
  company: z.string().nullable(),
  status: z.string().nullable(),
  hosting: z.string().nullable(),
  source_type: z.string().nullable(),
  sandbox: z.coerce.number().nullable(),
});
type LicenceRow = z.infer<typeof LicenceRow>;

/** A licence of which no app was ever heard. */
export type UnmatchedLicence = {
  readonly id: number;
  readonly rowKey: string;
  readonly entitlementNumber: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly company: string | null;
  readonly reason: UnmatchedReason;
};

/** Accounts that were heard of are found by the entitlement's id and number, each by its index. */
export function unmatchedLicencesSql({ afterId, limit }: Page) {
  return sql`
    SELECT l.id, l.entitlement_id, l.entitlement_number, l.addon_licence_id, l.licence_id, l.cloud_id, l.addon_key, l.company, l.status, l.hosting, l.source_type, l.sandbox
    FROM licence AS l
    WHERE l.id > ${afterId} AND l.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM account AS a WHERE a.entitlement_id = l.entitlement_id AND a.last_event_day IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM account AS b WHERE b.entitlement_number = l.entitlement_number AND b.last_event_day IS NOT NULL)
    ORDER BY l.id
    LIMIT ${Math.min(MAX_PAGE, limit)}`;
}

/**
 * Licences whose account nothing was ever heard of, by id, after `afterId`. The reason is read off the licence and off what
 * reports from the same site.
 */
export async function unmatchedLicences(port: SqlPort, page: Page): Promise<readonly UnmatchedLicence[]> {
  const rows = z.array(LicenceRow).parse(await port.query(unmatchedLicencesSql(page)));
  const appsOf = await reportingApps(port, [...new Set(rows.flatMap((row) => row.cloud_id ?? []))]);
  return rows.map((row) => ({
    id: row.id,
    rowKey: idsOf(row).rowKey,
    entitlementNumber: row.entitlement_number,
    cloudId: row.cloud_id,
    addonKey: row.addon_key,
    company: row.company,
    reason: reasonOf(row, (row.cloud_id === null ? undefined : appsOf.get(row.cloud_id)) ?? new Set()),
  }));
}

const ReportingApp = z.object({ cloud_id: z.string(), app_key: z.string() });

/** The apps that were heard of from each of these sites. A site's accounts lie next to each other among the keys. */
async function reportingApps(port: SqlPort, cloudIds: readonly string[]): Promise<ReadonlyMap<string, Set<string>>> {
  const apps = new Map<string, Set<string>>();
  if (cloudIds.length === 0) return apps;
  // No character of a hash comes after a tilde.
  const ranges = cloudIds.map((id) => sql`(k.key_hash >= ${siteHash(id)} AND k.key_hash < ${`${siteHash(id)}~`})`);
  const rows = await port.query(sql`
    SELECT DISTINCT a.cloud_id, a.app_key
    FROM account_key AS k JOIN account AS a ON a.account_id = k.account_id
    WHERE (${joinSql(ranges, ' OR ')}) AND a.last_event_day IS NOT NULL AND a.cloud_id IN (${cloudIds})`);
  for (const row of z.array(ReportingApp).parse(rows)) apps.set(row.cloud_id, (apps.get(row.cloud_id) ?? new Set()).add(row.app_key));
  return apps;
}

function reasonOf(row: LicenceRow, apps: ReadonlySet<string>): UnmatchedReason {
  if (row.source_type === 'Atlassian') return 'internal';
  if (row.hosting !== null && row.hosting !== 'Cloud') return 'data-center';
  if (row.sandbox === 1) return 'sandbox';
  if (row.status !== null && row.status !== 'active') return 'ended';
  if (row.cloud_id === null) return 'no-site';
  if (apps.has(row.addon_key)) return 'other-entitlement';
  return apps.size > 0 ? 'other-app-key' : 'no-heartbeat';
}

const AccountRow = z.object({
  account_id: z.coerce.number(),
  app_key: z.string(),
  cloud_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  last_event_day: z.coerce.number(),
  site_licences: z.coerce.number(),
});

/** An app that reports and that no licence names. `lastEventDay` is a day number. */
export type UnmatchedAccount = {
  readonly accountId: number;
  readonly appKey: string;
  readonly cloudId: string | null;
  readonly entitlementNumber: string | null;
  readonly lastEventDay: number;
  readonly reason: Extract<UnmatchedReason, 'other-app-key' | 'no-licence'>;
};

/** Licences are found by each of their keys, each by its index. */
export function unmatchedAccountsSql({ afterId, limit }: Page) {
  return sql`
    SELECT a.account_id, a.app_key, a.cloud_id, a.entitlement_number, a.last_event_day,
      (SELECT COUNT(*) FROM licence AS s WHERE s.cloud_id = a.cloud_id) AS site_licences
    FROM account AS a
    WHERE a.account_id > ${afterId} AND a.last_event_day IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM licence AS i WHERE i.entitlement_id = a.entitlement_id)
      AND NOT EXISTS (SELECT 1 FROM licence AS n WHERE n.entitlement_number = a.entitlement_number)
      AND NOT EXISTS (SELECT 1 FROM licence AS c WHERE c.cloud_id = a.cloud_id AND c.addon_key = a.app_key)
    ORDER BY a.account_id
    LIMIT ${Math.min(MAX_PAGE, limit)}`;
}

/** Accounts that were heard of and have no licence by any of their keys, by id, after `afterId`. */
export async function unmatchedAccounts(port: SqlPort, page: Page): Promise<readonly UnmatchedAccount[]> {
  return z
    .array(AccountRow)
    .parse(await port.query(unmatchedAccountsSql(page)))
    .map((row) => ({
      accountId: row.account_id,
      appKey: row.app_key,
      cloudId: row.cloud_id,
      entitlementNumber: row.entitlement_number,
      lastEventDay: row.last_event_day,
      reason: row.site_licences > 0 ? 'other-app-key' : 'no-licence',
    }));
}
