import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';
import { chunked } from './chunks';

/** A version and the first day, since 1970-01-01, on which a site ran it. */
export type AppVersion = { readonly app: string; readonly version: string; readonly firstDay: number };

const Row = z
  .object({ app_key: z.string(), version: z.string(), first_day: z.coerce.number() })
  .transform((row): AppVersion => ({ app: row.app_key, version: row.version, firstDay: row.first_day }));

/** Keeps the earliest day of each, in any order and however often it is told. */
export async function noteVersions(sqlPort: SqlPort, seen: Iterable<AppVersion>): Promise<void> {
  const earliest = new Map<string, AppVersion>();
  for (const each of seen) {
    const key = `${each.app}\n${each.version}`;
    if (each.firstDay < (earliest.get(key)?.firstDay ?? Infinity)) earliest.set(key, each);
  }
  for (const chunk of chunked([...earliest.values()].map(({ app, version, firstDay }) => [app, version, firstDay]))) {
    await sqlPort.write(sql`
      INSERT INTO app_version (app_key, version, first_day) VALUES ${rowsSql(chunk)}
      ON DUPLICATE KEY UPDATE first_day = LEAST(first_day, VALUES(first_day))`);
  }
}

/** Of all apps, oldest first. */
export async function appVersions(sqlPort: SqlPort): Promise<AppVersion[]> {
  return z
    .array(Row)
    .parse(await sqlPort.query(sql`SELECT app_key, version, first_day FROM app_version ORDER BY first_day, app_key, version`));
}
