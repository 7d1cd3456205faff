import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';

const number = z.coerce.number();
const Filled = z.object({
  company: number,
  tier: number,
  seats: number,
  status: number,
  licenceStage: number,
  contacts: number,
  edition: number,
  hosting: number,
  region: number,
  mrr: number,
  used: number,
  observed: number,
});
const Value = z.object({ name: z.string(), value: z.string() });

/** Columns whose commonest values are shown as examples. */
const EXAMPLE_COLUMNS = {
  tier: sql`tier`,
  status: sql`status`,
  'licence-stage': sql`licence_stage`,
  edition: sql`edition`,
  hosting: sql`hosting`,
  region: sql`region`,
};
const EXAMPLES = 5;

/** How many subjects have each property that needs no setting up, by `kind key`, with examples where values are few. */
export async function standardCoverage(
  sqlPort: SqlPort,
  totals: Readonly<Record<SubjectKind, number>>,
): Promise<Map<string, { readonly filled: number; readonly examples: readonly string[] }>> {
  const [row] = z.array(Filled).parse(
    await sqlPort.query(sql`
      SELECT COUNT(s.company) AS company, COUNT(s.tier) AS tier, COUNT(s.seats) AS seats, COUNT(s.status) AS status, COUNT(s.licence_stage) AS licenceStage, COUNT(s.contacts) AS contacts, COUNT(s.edition) AS edition,
        COUNT(s.hosting) AS hosting, COUNT(s.region) AS region, COUNT(s.mrr_cents) AS mrr, COUNT(a.last_active_day) AS used,
        COUNT(a.last_event_day) AS observed
      FROM account a LEFT JOIN account_state s ON s.account_id = a.account_id`),
  );
  const examples = new Map<string, string[]>();
  for (const [name, column] of Object.entries(EXAMPLE_COLUMNS)) {
    const rows = await sqlPort.query(sql`
      SELECT ${name} AS name, ${column} AS value FROM account_state WHERE ${column} IS NOT NULL
      GROUP BY ${column} ORDER BY COUNT(*) DESC, ${column} LIMIT ${EXAMPLES}`);
    examples.set(
      name,
      z
        .array(Value)
        .parse(rows)
        .map(({ value }) => value),
    );
  }
  const found = new Map<string, { filled: number; examples: string[] }>();
  const keep = (kind: SubjectKind, key: string, filled: number) =>
    found.set(`${kind} ${key}`, { filled, examples: examples.get(key) ?? [] });
  for (const key of ['company', 'tier', 'seats', 'status', 'edition', 'hosting', 'region', 'mrr', 'observed'] as const)
    keep('account', key, row?.[key] ?? 0);
  keep('account', 'licence-stage', row?.licenceStage ?? 0);
  for (const key of ['contacts', 'contact-roles', 'contact-domains']) keep('account', key, row?.contacts ?? 0);
  keep('account', 'app', totals.account);
  for (const key of ['first-seen', 'last-active', 'users-1', 'users-7', 'users-30', 'users-ever', 'uses-30'])
    keep('account', key, row?.used ?? 0);
  for (const key of ['first-seen', 'last-seen', 'accounts']) keep('user', key, totals.user);
  for (const key of ['first-seen', 'last-seen']) keep('membership', key, totals.membership);
  return found;
}
