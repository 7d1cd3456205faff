import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';
import type { NamedAccount } from './segment-told';

/** What destinations know of an account: scores in tenths of a point. What was never told is null. */
const Told = z.object({
  churn: z.number().nullable(),
  expansion: z.number().nullable(),
  conversion: z.number().nullable(),
  health: z.string().nullable(),
});
export type Told = z.infer<typeof Told>;

const int = z.coerce.number();
const text = z.string().nullable();
const Row = z
  .object({
    account_id: int,
    churn: int.nullable(),
    expansion: int.nullable(),
    conversion: int.nullable(),
    health: text,
    told: text.transform((json) => (json === null ? null : Told.parse(JSON.parse(json)))),
    tellings: int,
    app_key: z.string(),
    cloud_id: text,
    entitlement_id: text,
    entitlement_number: text,
  })
  .transform(({ account_id, churn, expansion, conversion, health, told, tellings, ...account }) => ({
    accountId: account_id,
    now: { churn, expansion, conversion, health },
    told,
    tellings,
    account: {
      appKey: account.app_key,
      cloudId: account.cloud_id,
      entitlementId: account.entitlement_id,
      entitlementNumber: account.entitlement_number,
    } satisfies NamedAccount,
  }));
/** `tellings`: how often destinations were told of the account. */
export type AccountToTell = z.infer<typeof Row>;

/** Accounts of which anything was ever foretold, in the order of their ids. */
export async function accountsToTell(port: SqlPort, afterId: number, limit: number): Promise<AccountToTell[]> {
  const rows = await port.query(sql`
    SELECT o.account_id, o.churn, o.expansion, o.conversion, o.health, o.told, o.tellings, a.app_key, a.cloud_id, a.entitlement_id,
      a.entitlement_number
    FROM account_outlook o JOIN account a ON a.account_id = o.account_id
    WHERE o.account_id > ${afterId} ORDER BY o.account_id LIMIT ${limit}`);
  return z.array(Row).parse(rows);
}

/** They were told once more. */
export async function keepToldOutlooks(
  port: SqlPort,
  accounts: readonly { readonly accountId: number; readonly told: Told; readonly tellings: number }[],
): Promise<void> {
  for (const chunk of chunked(accounts)) {
    const rows = chunk.map(({ accountId, told, tellings }) => [accountId, JSON.stringify(told), tellings]);
    // The rows are there.
    await port.write(sql`
      INSERT INTO account_outlook (account_id, told, tellings) VALUES ${rowsSql(rows)}
      ON DUPLICATE KEY UPDATE told = VALUES(told), tellings = VALUES(tellings)`);
  }
}
