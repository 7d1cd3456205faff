import { z } from 'zod';
import type { DdlPort, SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';

/**
 * `writes` what, if not the schema: the platform takes each through an opening of its own. Some rows at a time: again until it writes none.
 * `moves` rows that a statement cannot: it goes on where it was cut. `after` and `unless` name steps of stores that began before this one was
 * made: it concerns those that did any of them alone, or all others.
 */
export type Migration = {
  readonly name: string;
  readonly after?: string | readonly string[];
  readonly unless?: string | readonly string[];
} & (
  | { readonly statement: Sql; readonly writes?: 'rows' | 'some rows' }
  | { readonly statement?: undefined; readonly moves: (port: SqlPort) => Promise<void> }
);

const Done = z.object({ name: z.string() });

/**
 * Brings this installation's schema up to date and tells what it did. Safe to run at any time, twice, or at once from two
 * invocations: what a statement finds done already is no failure, rows may be written twice, and its name is noted only after it
 * ran. Costs one SELECT when nothing is to do, because Forge allows 25 schema statements a minute.
 */
export async function migrate(
  ports: { readonly sql: SqlPort; readonly ddl: DdlPort },
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const done = await stepsDone(ports);
  const ran: string[] = [];
  for (const migration of migrations) {
    if (!concerns(migration, done)) continue;
    if (done.has(migration.name) || (ran.length > 0 && (await stepsDone(ports)).has(migration.name))) continue;
    await run(ports, migration);
    await ports.sql.write(sql`INSERT IGNORE INTO schema_step (name) VALUES (${migration.name})`);
    ran.push(migration.name);
  }
  return ran;
}

function concerns({ after, unless }: Migration, done: ReadonlySet<string>): boolean {
  const isAny = (steps: string | readonly string[]) => [steps].flat().some((step) => done.has(step));
  return (after === undefined || isAny(after)) && (unless === undefined || !isAny(unless));
}

/** What is done already was done by a run that was cut before it could say so: MySQL has no IF EXISTS for columns. */
async function run(ports: { readonly sql: SqlPort; readonly ddl: DdlPort }, migration: Migration): Promise<void> {
  if (migration.statement === undefined) {
    await migration.moves(ports.sql);
    return;
  }
  const { statement, writes } = migration;
  if (writes === 'rows') {
    await ports.sql.write(statement);
    return;
  }
  if (writes === 'some rows') {
    while ((await ports.sql.write(statement)) > 0);
    return;
  }
  try {
    await ports.ddl(statement);
  } catch (error) {
    if (!(error instanceof Error && isDoneAlready(statement.text, fullText(error)))) throw error;
  }
}

function isDoneAlready(statement: string, message: string): boolean {
  if (/duplicate column/i.test(message)) return true;
  if (/\bRENAME TO\b/.test(statement)) return /no such table|doesn't exist/i.test(message);
  return /\b(DROP|RENAME) COLUMN\b/.test(statement) && /no such column|unknown column|can't drop/i.test(message);
}

async function stepsDone(ports: { readonly sql: SqlPort; readonly ddl: DdlPort }): Promise<ReadonlySet<string>> {
  try {
    const rows = await ports.sql.query(sql`SELECT name FROM schema_step`);
    return new Set(
      z
        .array(Done)
        .parse(rows)
        .map((row) => row.name),
    );
  } catch (error) {
    if (!isSchemaMissing(error)) throw error;
    await ports.ddl(sql`CREATE TABLE IF NOT EXISTS schema_step (name VARCHAR(80) COLLATE utf8mb4_bin NOT NULL, PRIMARY KEY (name))`);
    return new Set();
  }
}

/** True when an engine says that a table or a column is not there yet: this installation has not migrated. */
export function isSchemaMissing(error: unknown): boolean {
  return error instanceof Error && /no such (table|column)|doesn't exist|unknown column|has no column/i.test(fullText(error));
}

/** True when the platform asks to come back later. */
export function isRateLimited(error: unknown): boolean {
  return error instanceof Error && /rate limit|too many requests/i.test(fullText(error));
}

function fullText(error: Error): string {
  const debug = 'context' in error ? JSON.stringify(error.context) : '';
  return `${error.message} ${debug}`;
}
