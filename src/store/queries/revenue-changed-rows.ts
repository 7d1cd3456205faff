import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { ReadSale } from '../sale';
import { idsOf } from './licences-for-accounts';

/** Where reading goes on: rows changed later than `at`, or then with a greater id. */
export const ChangePlace = z.strictObject({ at: z.string(), id: z.number().int().min(0) });
export type ChangePlace = z.infer<typeof ChangePlace>;

const Row = z.object({
  id: z.coerce.number(),
  version: z.coerce.number(),
  gone_at: z.string().nullable(),
  changed_ms: z.coerce.number(),
  raw: z.string(),
  known_account_id: z.coerce.number().nullable(),
});
const LicenceRow = Row.extend({
  entitlement_id: z.string().nullable(),
  entitlement_number: z.string().nullable(),
  addon_licence_id: z.string().nullable(),
  licence_id: z.string().nullable(),
  cloud_id: z.string().nullable(),
  addon_key: z.string(),
});

/** A row of the Marketplace that revenue has not taken in as it is now, with the account it was taken in for before. */
export type ChangedRow = {
  readonly id: number;
  readonly entitlementId: string | null;
  readonly entitlementNumber: string | null;
  readonly addonLicenceId: string | null;
  readonly licenceId: string | null;
  readonly cloudId: string | null;
  readonly addonKey: string;
  readonly rowKey: string;
  readonly version: number;
  readonly gone: 0 | 1;
  readonly changedAt: string;
  /** Packed. */
  readonly raw: string;
  readonly knownAccountId: number | null;
};

const COLUMNS = sql`t.id, t.version, t.gone_at, t.changed_ms, TO_BASE64(t.record) AS raw, r.account_id AS known_account_id`;

function laterThan({ at, id }: ChangePlace): Sql {
  const ms = at === '' ? 0 : Date.parse(at);
  return sql`t.changed_ms >= ${ms} AND (t.changed_ms > ${ms} OR t.id > ${id})`;
}

/** The next changed lines, oldest change first. Served by the index on the change. */
export async function changedLines(port: SqlPort, after: ChangePlace, limit: number, readSale: ReadSale): Promise<readonly ChangedRow[]> {
  return linesRead(
    await port.query(sql`
    SELECT ${COLUMNS}
    FROM transaction_line t LEFT JOIN revenue_line r ON r.line_id = t.id
    WHERE ${laterThan(after)} AND (r.line_id IS NULL OR r.version <> t.version)
    ORDER BY t.changed_ms, t.id LIMIT ${limit}`),
    readSale,
  );
}

/** Lines that vanished from the reports, or came back to them, since they were taken in. Nothing in such a row says that it changed. */
export async function vanishedAndReturnedLines(port: SqlPort, limit: number, readSale: ReadSale): Promise<readonly ChangedRow[]> {
  const vanished = await port.query(sql`
    SELECT ${COLUMNS} FROM transaction_line t JOIN revenue_line r ON r.line_id = t.id
    WHERE t.gone_at > '' AND (r.left_out IS NULL OR r.left_out <> 'gone') LIMIT ${limit}`);
  const returned = await port.query(sql`
    SELECT ${COLUMNS} FROM revenue_line r JOIN transaction_line t ON t.id = r.line_id
    WHERE r.left_out = 'gone' AND t.gone_at IS NULL LIMIT ${limit}`);
  return linesRead([...vanished, ...returned], readSale);
}

/** The next changed licences, oldest change first. What a licence that is gone said of an account still holds. */
export async function changedLicences(port: SqlPort, after: ChangePlace, limit: number): Promise<readonly ChangedRow[]> {
  const rows = z.array(LicenceRow).parse(
    await port.query(sql`
    SELECT ${COLUMNS}, t.entitlement_id, t.entitlement_number, t.addon_licence_id, t.licence_id, t.cloud_id, t.addon_key
    FROM licence t LEFT JOIN revenue_licence r ON r.licence_id = t.id
    WHERE ${laterThan(after)} AND (r.licence_id IS NULL OR r.version <> t.version)
    ORDER BY t.changed_ms, t.id LIMIT ${limit}`),
  );
  return rows.map((row) => ({
    ...bookOf(row),
    ...idsOf(row),
    cloudId: row.cloud_id,
    addonKey: row.addon_key,
  }));
}

const Latest = z.object({ changed_ms: z.coerce.number() });

/** The latest change of a line and of a licence that is taken in; empty for none. Served by the index on the change, from its end. */
export async function latestTakenIn(port: SqlPort): Promise<{ readonly lines: string; readonly licences: string }> {
  const latest = async (table: Sql, taken: Sql, id: Sql): Promise<string> => {
    const [row] = z.array(Latest).parse(
      await port.query(sql`
        SELECT t.changed_ms FROM ${table} t WHERE EXISTS (SELECT 1 FROM ${taken} taken WHERE taken.${id} = t.id AND taken.version = t.version)
        ORDER BY t.changed_ms DESC LIMIT 1`),
    );
    return row === undefined ? '' : new Date(row.changed_ms).toISOString();
  };
  return {
    lines: await latest(sql`transaction_line`, sql`revenue_line`, sql`line_id`),
    licences: await latest(sql`licence`, sql`revenue_licence`, sql`licence_id`),
  };
}

function linesRead(rows: readonly unknown[], readSale: ReadSale): ChangedRow[] {
  return z
    .array(Row)
    .parse(rows)
    .map((row) => {
      const { entitlementId, entitlementNumber, addonLicenceId, licenceId, cloudId, addonKey, rowKey } = readSale(row.raw);
      return { ...bookOf(row), entitlementId, entitlementNumber, addonLicenceId, licenceId, cloudId, addonKey, rowKey };
    });
}

function bookOf(row: z.infer<typeof Row>) {
  return {
    id: row.id,
    version: row.version,
    gone: row.gone_at === null ? (0 as const) : (1 as const),
    changedAt: new Date(row.changed_ms).toISOString(),
    raw: row.raw,
    knownAccountId: row.known_account_id,
  };
}
