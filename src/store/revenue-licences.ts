import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import type { LicenceCard } from '../revenue/account-rows';
import type { AccountIdentity } from '../revenue/account-state';
import { chunked } from './chunks';

export type TakenLicence = {
  readonly licenceId: number;
  readonly accountId: number;
  readonly version: number;
  /** Hashes; none of free mail. */
  readonly contactDomains: readonly string[];
  readonly opportunitySeats: number | null;
};

/** Writes which version of each licence is taken in. */
export async function saveTakenLicences(port: SqlPort, licences: readonly TakenLicence[]): Promise<void> {
  for (const chunk of chunked(licences)) {
    const rows = chunk.map((one) => [one.licenceId, one.accountId, one.version, one.contactDomains.join(' '), one.opportunitySeats]);
    await port.write(sql`
      INSERT INTO revenue_licence (licence_id, account_id, version, contact_domains, opportunity_seats) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE account_id = VALUES(account_id), version = VALUES(version),
        contact_domains = VALUES(contact_domains), opportunity_seats = VALUES(opportunity_seats)`);
  }
}

const Row = z.object({
  account_id: z.coerce.number(),
  addon_key: z.string(),
  transaction_account_id: z.string().nullable(),
  cloud_id: z.string().nullable(),
  contact_domains: z.string(),
  hosting: z.string().nullable(),
  edition: z.string().nullable(),
  region: z.string().nullable(),
  tier: z.string().nullable(),
  source_type: z.string().nullable(),
  licence_type: z.string().nullable(),
  sandbox: z.coerce.number().nullable(),
  evaluation_start_day: z.coerce.number().nullable(),
  opportunity_seats: z.coerce.number().nullable(),
});

export type AccountLicences = { readonly identity: AccountIdentity; readonly card: LicenceCard };

/** What the licences of each account say, by account; the later stored wins where two speak of one thing. */
export async function licencesOfAccounts(port: SqlPort, accountIds: readonly number[]): Promise<ReadonlyMap<number, AccountLicences>> {
  const found = new Map<number, AccountLicences>();
  for (const chunk of chunked(accountIds)) {
    const rows = await port.query(sql`
      SELECT r.account_id, l.addon_key, l.transaction_account_id, l.cloud_id, r.contact_domains, l.hosting, l.edition, l.region, l.tier,
        l.source_type, l.licence_type, l.sandbox, l.evaluation_start_day, r.opportunity_seats
      FROM revenue_licence r JOIN licence l ON l.id = r.licence_id
      WHERE r.account_id IN (${chunk})
      ORDER BY r.licence_id`);
    for (const row of z.array(Row).parse(rows)) found.set(row.account_id, withLicence(found.get(row.account_id), row));
  }
  return found;
}

function withLicence(known: AccountLicences | undefined, row: z.infer<typeof Row>): AccountLicences {
  const domains = row.contact_domains === '' ? [] : row.contact_domains.split(' ');
  const trialStartDay = isTrial(row) ? row.evaluation_start_day : null;
  return {
    identity: {
      transactionAccountId: row.transaction_account_id ?? known?.identity.transactionAccountId ?? null,
      cloudId: row.cloud_id ?? known?.identity.cloudId ?? null,
      contactDomains: [...new Set([...(known?.identity.contactDomains ?? []), ...domains])],
    },
    card: {
      app: row.addon_key,
      hosting: row.hosting ?? known?.card.hosting ?? null,
      edition: row.edition ?? known?.card.edition ?? null,
      region: row.region ?? known?.card.region ?? null,
      tier: row.tier ?? known?.card.tier ?? null,
      trialStartDay: earlier(known?.card.trialStartDay ?? null, trialStartDay),
      opportunitySeats: row.opportunity_seats ?? known?.card.opportunitySeats ?? null,
    },
  };
}

/** Those who only look at the app for Atlassian, for a demonstration or in a sandbox are nobody who may buy. */
function isTrial({ source_type, licence_type, sandbox }: z.infer<typeof Row>): boolean {
  return source_type !== 'Atlassian' && licence_type !== 'DEMONSTRATION' && sandbox !== 1;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
