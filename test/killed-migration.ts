import type { DdlPort, SqlPort } from '../src/platform/ports';
import type { Sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import type { Migration } from '../src/store/migrate';

/** Brings a store up to date, killed after every second write; how often it was. */
export async function migrateKilled(
  ports: { readonly sql: SqlPort; readonly ddl: DdlPort },
  migrations: readonly Migration[],
): Promise<number> {
  let left = 0;
  const lame =
    <T>(of: (statement: Sql) => Promise<T>) =>
    async (statement: Sql) => {
      const answer = await of(statement);
      left -= 1;
      if (left < 0) throw new Error('Killed');
      return answer;
    };
  const killed = { sql: { query: ports.sql.query, write: lame(ports.sql.write) }, ddl: lame(ports.ddl) };
  for (let times = 0; ; times += 1) {
    left = 1;
    const outcome = await migrate(killed, migrations).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) return times;
    if (outcome.message !== 'Killed' || times > 200) throw outcome;
  }
}
