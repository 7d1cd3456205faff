import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { joinSql, sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { Migration } from '../migrate';
import { recordBytes } from '../record-bytes';

const ROWS_AT_ONCE = 500;
const Row = z.object({ id: z.coerce.number(), raw: z.string() });

/** Records that are texts, as bytes. */
function moved(table: Sql): (port: SqlPort) => Promise<void> {
  return async (port) => {
    for (let after = 0; ;) {
      const rows = z
        .array(Row)
        .parse(
          await port.query(sql`SELECT id, raw FROM ${table} WHERE id > ${after} AND moved_raw IS NULL ORDER BY id LIMIT ${ROWS_AT_ONCE}`),
        );
      const last = rows.at(-1);
      if (last === undefined) return;
      const cases = rows.map(({ id, raw }) => sql`WHEN ${id} THEN FROM_BASE64(${recordBytes(raw).toString('base64')})`);
      await port.write(sql`UPDATE ${table} SET moved_raw = CASE id ${joinSql(cases, ' ')} END WHERE id IN (${rows.map(({ id }) => id)})`);
      after = last.id;
    }
  };
}

const steps = (name: string, table: Sql): Migration[] => {
  const after = [`0002-${name}`, `0035-${name}`];
  return [
    { after, name: `0040-${name}-bytes`, statement: sql`ALTER TABLE ${table} ADD COLUMN moved_raw MEDIUMBLOB NULL` },
    { after, name: `0040-${name}-rows`, moves: moved(table) },
    { after, name: `0040-${name}-texts`, statement: sql`ALTER TABLE ${table} DROP COLUMN raw` },
    { after, name: `0040-${name}-named`, statement: sql`ALTER TABLE ${table} RENAME COLUMN moved_raw TO record` },
  ];
};

/** Records of licences and sales are bytes, a fifth less than texts to the base of 85. The column gets its name when all of them have moved. */
export const recordsAsBytesMigrations: readonly Migration[] = [
  ...steps('licence', sql`licence`),
  ...steps('transaction-line', sql`transaction_line`),
];
