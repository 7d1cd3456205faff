import { asApp, asUser, assumeTrustedRoute } from '@forge/api';
import { sql as forgeSql } from '@forge/sql';
import { z } from 'zod';
import type { DdlPort, ProductPort, SqlPort } from './ports';

// What sends and logs stands apart, so that an app without a database does not carry the packages of one.
export { kvsPort } from './forge-kvs';
export { clockPort, httpPort, logPort, pseudonymOf, queuePort, variablesPort } from './forge-outbound';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Written = z.union([z.object({ affectedRows: z.number() }), z.array(z.unknown()).transform(() => ({ affectedRows: 0 }))]);

/** Forge SQL of this installation. */
export const sqlPort: SqlPort = {
  async query(statement) {
    const answer = await forgeSql
      .prepare(statement.text)
      .bindParams(...statement.params)
      .execute();
    return Rows.parse(answer.rows);
  },
  async write(statement) {
    const answer = await forgeSql
      .prepare(statement.text)
      .bindParams(...statement.params)
      .execute();
    return Written.parse(answer.rows).affectedRows;
  },
};

export const ddlPort: DdlPort = async (statement) => {
  await forgeSql.executeDDL(statement.text);
};

export const productPort: ProductPort = async (as, product, path) => {
  const api = as === 'app' ? asApp() : asUser();
  const route = assumeTrustedRoute(path);
  const response = product === 'jira' ? await api.requestJira(route) : await api.requestConfluence(route);
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Error pages of the product are not always JSON; the status says enough.
  }
  return { status: response.status, body };
};
