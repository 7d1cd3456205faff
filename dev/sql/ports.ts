import type { DdlPort, SqlPort } from '../../src/platform/ports';
import type { SqlEngine } from './engine';

/** The product's ports over an engine, as its adapter for the platform's client makes them. */
export function portsOver(engine: SqlEngine): { readonly sql: SqlPort; readonly ddl: DdlPort } {
  return {
    sql: {
      query: async (statement) => (await engine.execute(statement.text, statement.params)).rows,
      write: async (statement) => (await engine.execute(statement.text, statement.params)).affectedRows,
    },
    ddl: (statement) => engine.ddl(statement.text),
  };
}
