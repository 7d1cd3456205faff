import type { SqlEngine } from '../dev/sql/engine';
import type { DdlPort, SqlPort } from '../src/platform/ports';

/** The ports of a store over an engine, as the platform's own adapter would make them. */
export function storePorts(engine: SqlEngine): { sql: SqlPort; ddl: DdlPort } {
  return {
    sql: {
      query: async (statement) => (await engine.execute(statement.text, statement.params)).rows,
      write: async (statement) => (await engine.execute(statement.text, statement.params)).affectedRows,
    },
    ddl: (statement) => engine.ddl(statement.text),
  };
}

/** Fails at the k-th call from now on, like an invocation that dies there: the statement before it ran, this one did not. */
export function dyingAt(port: SqlPort, k: number): SqlPort {
  let calls = 0;
  const step = () => {
    calls += 1;
    if (calls >= k) throw new Error('The invocation died');
  };
  return {
    query: async (statement) => {
      step();
      return await port.query(statement);
    },
    write: async (statement) => {
      step();
      return await port.write(statement);
    },
  };
}
