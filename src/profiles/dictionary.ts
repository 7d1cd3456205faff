import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from '../store/chunks';

const Row = z.object({ id: z.coerce.number(), name: z.string() });

/**
 * Small integers for long names. Looks the names up, inserts those that are missing, and looks those up again; two runs at
 * once agree because the unique key decides.
 */
async function lookUp(
  sqlPort: SqlPort,
  names: readonly string[],
  statements: { readonly select: (names: readonly string[]) => Sql; readonly insert: (names: readonly string[]) => Sql },
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const read = async (chunk: readonly string[]) => {
    for (const row of z.array(Row).parse(await sqlPort.query(statements.select(chunk)))) ids.set(row.name, row.id);
  };
  for (const chunk of chunked([...new Set(names)], SMALL_ROWS_PER_STATEMENT)) {
    await read(chunk);
    const missing = chunk.filter((name) => !ids.has(name));
    if (missing.length === 0) continue;
    await sqlPort.write(statements.insert(missing));
    await read(missing);
  }
  return ids;
}

/** Surrogate ids of users by the id that destinations know them by. */
export async function userIds(sqlPort: SqlPort, externalIds: readonly string[]): Promise<Map<string, number>> {
  return await lookUp(sqlPort, externalIds, {
    select: (names) => sql`SELECT user_id AS id, external_id AS name FROM app_user WHERE external_id IN (${names})`,
    insert: (names) => sql`INSERT IGNORE INTO app_user (external_id) VALUES ${joinSql(names.map((name) => sql`(${name})`))}`,
  });
}

/** Surrogate ids of event names. `isFeature` is asked once, when a name is first seen. */
export async function eventIds(
  sqlPort: SqlPort,
  names: readonly string[],
  isFeature: (name: string) => boolean,
): Promise<Map<string, number>> {
  return await lookUp(sqlPort, names, {
    select: (wanted) => sql`SELECT event_id AS id, name FROM event_name WHERE name IN (${wanted})`,
    insert: (missing) =>
      sql`INSERT IGNORE INTO event_name (name, feature) VALUES ${joinSql(missing.map((name) => sql`(${name}, ${isFeature(name) ? 1 : 0})`))}`,
  });
}
