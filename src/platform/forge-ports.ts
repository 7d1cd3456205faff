import { asApp, asUser, assumeTrustedRoute } from '@forge/api';
import { ForgeSQLAPIError, sql as forgeSql } from '@forge/sql';
import { z } from 'zod';
import { paced } from './pace';
import type { DdlPort, ProductPort, SqlPort } from './ports';
import { whenThereIsRoom } from './room';
import type { Sql } from './sql';

// What sends and logs stands apart, so that an app without a database does not carry the packages of one.
export { kvsPort } from './forge-kvs';
export { clockPort, httpPort, logPort, pseudonymOf, queuePort, variablesPort } from './forge-outbound';

const TOO_MANY_REQUESTS = 429;
/** An installation is given 150: two such invocations at once leave room for what comes in. */
const BACKGROUND_PER_SECOND = 60;

const Rows = z.array(z.record(z.string(), z.unknown()));
const Written = z.union([z.object({ affectedRows: z.number() }), z.array(z.unknown()).transform(() => ({ affectedRows: 0 }))]);

/** Forge SQL of this installation. A statement for which an installation asked too often was not executed, and waits for its turn. */
export const sqlPort: SqlPort = {
  query: async (statement) => Rows.parse(await executed(statement)),
  write: async (statement) => Written.parse(await executed(statement)).affectedRows,
};

/** The same for an invocation whose work nobody waits for. */
export function backgroundSqlPort(): SqlPort {
  return paced(sqlPort, { perSecond: BACKGROUND_PER_SECOND, elapsed: () => performance.now(), sleep });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function executed({ text, params }: Sql): Promise<unknown> {
  const statement = () =>
    forgeSql
      .prepare(text)
      .bindParams(...params)
      .execute();
  const { rows } = await whenThereIsRoom(statement, {
    isRefused: (error) => error instanceof ForgeSQLAPIError && error.responseDetails.status === TOO_MANY_REQUESTS,
    sleep,
    spread: Math.random,
  });
  return rows;
}

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
