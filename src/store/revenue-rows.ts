import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql, SqlValue } from '../platform/sql';
import type { AccountRows } from '../revenue/read-model';
import { chunked } from './chunks';

/** A table of computed rows. The first column is the account; `keys` of the columns, that one included, name a row. */
type Table = {
  readonly name: Sql;
  readonly columns: readonly Sql[];
  readonly keys: number;
  readonly rowsOf: (rows: AccountRows) => readonly (readonly SqlValue[])[];
};

const TABLES: readonly Table[] = [
  {
    name: sql`revenue_span`,
    columns: [
      sql`account_id`,
      sql`start_day`,
      sql`end_day`,
      sql`customer_cents`,
      sql`net_cents`,
      sql`seats`,
      sql`billing_period`,
      sql`tier`,
      sql`hands_over_to`,
      sql`line_ids`,
    ],
    keys: 2,
    rowsOf: ({ accountId, spans }) =>
      spans.map((span) => [
        accountId,
        span.startDay,
        span.endDay,
        span.customerCents,
        span.netCents,
        span.seats,
        span.billingPeriod,
        span.tier,
        span.handsOverTo,
        span.lineIds.join(','),
      ]),
  },
  {
    name: sql`revenue_movement`,
    columns: [sql`account_id`, sql`day`, sql`kind`, sql`month`, sql`customer_cents`, sql`net_cents`, sql`line_ids`],
    keys: 3,
    rowsOf: ({ accountId, movements }) =>
      movements.map((one) => [accountId, one.day, one.kind, one.month, one.customerCents, one.netCents, one.lineIds.join(',')]),
  },
  {
    name: sql`revenue_flag`,
    columns: [sql`account_id`, sql`line_id`, sql`reason`, sql`other_line_id`, sql`customer_cents`, sql`net_cents`],
    keys: 4,
    rowsOf: ({ accountId, flags }) =>
      flags.map((flag) => [accountId, flag.lineId, flag.reason, flag.otherLineId ?? 0, flag.customerCents, flag.netCents]),
  },
  {
    name: sql`revenue_difference`,
    columns: [sql`account_id`, sql`month`, sql`kind`, sql`place`, sql`billing_period`, sql`customer_cents`, sql`net_cents`, sql`line_ids`],
    keys: 4,
    rowsOf: ({ accountId, differences }) =>
      differences.map((one, place) => [
        accountId,
        one.month,
        one.kind,
        place,
        one.billingPeriod,
        one.customerCents,
        one.netCents,
        one.lineIds.join(','),
      ]),
  },
  {
    // Last: whoever is here has the rest.
    name: sql`revenue_account`,
    columns: [
      sql`account_id`,
      sql`app`,
      sql`hosting`,
      sql`edition`,
      sql`region`,
      sql`tier`,
      sql`customer`,
      sql`site`,
      sql`root_id`,
      sql`cohort_month`,
      sql`first_paid_day`,
      sql`trial_start_day`,
      sql`opportunity_seats`,
    ],
    keys: 1,
    rowsOf: ({ accountId, card }) => [
      [
        accountId,
        card.app,
        card.hosting,
        card.edition,
        card.region,
        card.tier,
        card.customer,
        card.site,
        card.rootId,
        card.cohortMonth,
        card.firstPaidDay,
        card.trialStartDay,
        card.opportunitySeats,
      ],
    ],
  },
];

/** Rows of so many accounts are compared at once: what they weigh stays below the 4 MiB of an answer. */
const ACCOUNTS_AT_ONCE = 100;
const ROWS_PER_STATEMENT = 200;

/**
 * Makes the stored rows of the accounts these ones, and writes only what differs. `accountIds` are all that were computed; one of them
 * without rows loses what it had. Two who write the same do no harm to each other.
 */
export async function saveAccountRows(port: SqlPort, accountIds: readonly number[], rows: readonly AccountRows[]): Promise<number> {
  const byAccount = new Map(rows.map((one) => [one.accountId, one]));
  let written = 0;
  for (const chunk of chunked(accountIds, ACCOUNTS_AT_ONCE)) {
    const wanted = chunk.flatMap((id) => byAccount.get(id) ?? []);
    for (const table of TABLES) written += await saveTable(port, table, chunk, wanted);
  }
  return written;
}

async function saveTable(port: SqlPort, table: Table, accountIds: readonly number[], wanted: readonly AccountRows[]): Promise<number> {
  const columns = joinSql(table.columns);
  const stored = await port.query(sql`SELECT ${columns} FROM ${table.name} WHERE account_id IN (${accountIds})`);
  const known = new Map(
    stored.map((row) => {
      const texts = table.columns.map(({ text }) => textOf(row[text]));
      return [keyOf(table, texts), texts.join('\n')];
    }),
  );
  const changed: (readonly SqlValue[])[] = [];
  for (const row of wanted.flatMap(table.rowsOf)) {
    const texts = row.map(textOf);
    const key = keyOf(table, texts);
    if (known.get(key) !== texts.join('\n')) changed.push(row);
    known.delete(key);
  }
  for (const chunk of chunked(changed, ROWS_PER_STATEMENT)) await port.write(upsertSql(table, chunk));
  for (const chunk of chunked([...known.keys()], ROWS_PER_STATEMENT)) await port.write(removeSql(table, chunk));
  return changed.length + known.size;
}

function upsertSql(table: Table, rows: readonly (readonly SqlValue[])[]): Sql {
  const { columns } = table;
  const updates = columns.slice(table.keys).map((column) => sql`${column} = VALUES(${column})`);
  return sql`
    INSERT INTO ${table.name} (${joinSql(columns)}) VALUES ${rowsSql(rows)}
    ON DUPLICATE KEY UPDATE ${joinSql(updates)}`;
}

function removeSql(table: Table, keys: readonly string[]): Sql {
  const columns = table.columns.slice(0, table.keys);
  const conditions = keys.map((key) => {
    const values = key.split('\n');
    return sql`(${joinSql(
      columns.map((column, index) => sql`${column} = ${values[index] ?? ''}`),
      ' AND ',
    )})`;
  });
  return sql`DELETE FROM ${table.name} WHERE ${joinSql(conditions, ' OR ')}`;
}

/** Whole numbers and texts, told apart from nothing; the same for what is stored and what is to be. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '\u0000';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function keyOf(table: Table, texts: readonly string[]): string {
  return texts.slice(0, table.keys).join('\n');
}
