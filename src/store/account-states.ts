import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { chunked } from './chunks';

/** What is said of an account beside what it did. */
export type AccountStanding = {
  readonly accountId: number;
  readonly company: string | null;
  readonly tier: string | null;
  readonly seats: number | null;
  readonly status: string;
  readonly mrrCents: number;
  readonly edition: string | null;
  readonly hosting: string | null;
  readonly region: string | null;
  readonly licenceStage: string | null;
  readonly contacts: string | null;
};

const text = z.string().nullable();
const Row = z
  .object({
    account_id: z.coerce.number(),
    company: text,
    tier: text,
    seats: z.coerce.number().nullable(),
    status: z.string(),
    mrr_cents: z.coerce.number(),
    edition: text,
    hosting: text,
    region: text,
    licence_stage: text,
    contacts: text,
  })
  .transform(({ account_id, mrr_cents, licence_stage, ...row }): AccountStanding => ({
    ...row,
    accountId: account_id,
    mrrCents: mrr_cents,
    licenceStage: licence_stage,
  }));

/** Accounts of which something else is said than what is stored. */
export async function otherStandings(sqlPort: SqlPort, standings: readonly AccountStanding[]): Promise<number[]> {
  const other: number[] = [];
  for (const chunk of chunked(standings)) {
    const rows = z.array(Row).parse(
      await sqlPort.query(sql`
        SELECT account_id, company, tier, seats, status, mrr_cents, edition, hosting, region, licence_stage, contacts
        FROM account_state WHERE account_id IN (${chunk.map(({ accountId }) => accountId)})`),
    );
    const known = new Map(rows.map((row) => [row.accountId, asText(row)]));
    for (const standing of chunk) if (known.get(standing.accountId) !== asText(standing)) other.push(standing.accountId);
  }
  return other;
}

function asText({ company, tier, seats, status, mrrCents, edition, hosting, region, licenceStage, contacts }: AccountStanding): string {
  return JSON.stringify([company, tier, seats, status, mrrCents, edition, hosting, region, licenceStage, contacts]);
}
