import type { DdlPort, SqlPort } from '../src/platform/ports';
import type { Sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import type { Migration } from '../src/store/migrate';

type Ports = { readonly sql: SqlPort; readonly ddl: DdlPort };

/** Brings a store up to date, killed after every second write; how often it was. */
export async function migrateKilled(ports: Ports, migrations: readonly Migration[]): Promise<number> {
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

/** Brings stores up to date, each cut before another of its writes, until one is not cut any more, and each once more; `check` looks at every one. */
export async function migrateCutAnywhere(
  begin: () => Promise<{ readonly ports: Ports; readonly close: () => Promise<void> }>,
  migrations: readonly Migration[],
  check: (port: SqlPort) => Promise<void>,
): Promise<void> {
  for (let cutAt = 1, isWhole = false; !isWhole; cutAt += 1) {
    const { ports, close } = await begin();
    let writes = 0;
    const orCut =
      <T>(of: (statement: Sql) => Promise<T>) =>
      async (statement: Sql) => {
        if ((writes += 1) === cutAt) throw new Error('Cut');
        return await of(statement);
      };
    const cut = { sql: { query: ports.sql.query, write: orCut(ports.sql.write) }, ddl: orCut(ports.ddl) };
    const outcome = await migrate(cut, migrations).catch((error: unknown) => error);
    if (outcome instanceof Error && outcome.message !== 'Cut') throw outcome;
    isWhole = !(outcome instanceof Error);
    await migrate(ports, migrations);
    await migrate(ports, migrations);
    await check(ports.sql);
    await close();
  }
}
