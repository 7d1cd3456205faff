import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql, SqlValue } from '../platform/sql';
import { chunked, chunkedToFit } from './chunks';

/** A row of a table that is computed: its key, whole numbers only, and what it says. */
export type ComputedRow = { readonly key: readonly number[]; readonly values: readonly SqlValue[] };
export type ComputedTable = {
  readonly name: Sql;
  readonly keys: readonly Sql[];
  readonly columns: readonly Sql[];
  /** So many rows stay below what an answer may hold. */
  readonly rowsPerAnswer: number;
  /** At most so many rows, fewer where their texts are long. */
  readonly rowsPerStatement: number;
};

/** Brings the rows of `where` to what they should be: writes those that differ, and deletes those that should not be. */
export async function rewriteRows(sqlPort: SqlPort, table: ComputedTable, where: Sql, wanted: readonly ComputedRow[]): Promise<void> {
  const known = await storedRows(sqlPort, table, where);
  const changed: ComputedRow[] = [];
  for (const row of wanted) {
    const name = row.key.join(':');
    const values = known.get(name);
    known.delete(name);
    if (values === undefined || values.some((value, index) => value !== row.values[index])) changed.push(row);
  }
  await upsertRows(sqlPort, table, changed);
  for (const chunk of chunked([...known.keys()])) {
    const each = chunk.map((name) => {
      const values = name.split(':').map(Number);
      return sql`(${joinSql(
        table.keys.map((column, index) => sql`${column} = ${values[index] ?? 0}`),
        ' AND ',
      )})`;
    });
    await sqlPort.write(sql`DELETE FROM ${table.name} WHERE ${joinSql(each, ' OR ')}`);
  }
}

/** Writes rows, in place of those that have their keys. */
export async function upsertRows(
  sqlPort: SqlPort,
  table: Omit<ComputedTable, 'rowsPerAnswer'>,
  rows: readonly ComputedRow[],
): Promise<void> {
  const columns = joinSql([...table.keys, ...table.columns]);
  const updates = joinSql(table.columns.map((column) => sql`${column} = VALUES(${column})`));
  for (const chunk of chunkedToFit(rows, ({ values }) => values.join(''), table.rowsPerStatement)) {
    const values = rowsSql(chunk.map((row) => [...row.key, ...row.values]));
    await sqlPort.write(sql`INSERT INTO ${table.name} (${columns}) VALUES ${values} ON DUPLICATE KEY UPDATE ${updates}`);
  }
}

async function storedRows(sqlPort: SqlPort, table: ComputedTable, where: Sql): Promise<Map<string, SqlValue[]>> {
  const known = new Map<string, SqlValue[]>();
  const names = joinSql([...table.keys, ...table.columns]);
  const order = joinSql([...table.keys]);
  for (let offset = 0; ; offset += table.rowsPerAnswer) {
    const rows = z
      .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
      .parse(
        await sqlPort.query(
          sql`SELECT ${names} FROM ${table.name} WHERE ${where} ORDER BY ${order} LIMIT ${table.rowsPerAnswer} OFFSET ${offset}`,
        ),
      );
    for (const row of rows) {
      const key = table.keys.map((column) => Number(row[column.text]));
      known.set(
        key.join(':'),
        table.columns.map((column) => row[column.text] ?? null),
      );
    }
    if (rows.length < table.rowsPerAnswer) return known;
  }
}
