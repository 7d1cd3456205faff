import { asApp, asUser, assumeTrustedRoute } from '@forge/api';
import { kvs, WhereConditions } from '@forge/kvs';
import { sql as forgeSql } from '@forge/sql';
import { z } from 'zod';
import type { DdlPort, KvsPort, ProductPort, SqlPort } from './ports';

// What sends and logs stands apart, so that an app without a database does not carry the packages of one.
export { clockPort, httpPort, logPort, pseudonymOf, queuePort, variablesPort } from './forge-outbound';

const Rows = z.array(z.record(z.string(), z.unknown()));
const Written = z.union([z.object({ affectedRows: z.number() }), z.array(z.unknown()).transform(() => ({ affectedRows: 0 }))]);

/** Of the key-value store: keys in one batch, entries in one page. */
const MAX_BATCH_KEYS = 25;
const MAX_PAGE_KEYS = 100;

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

export const kvsPort: KvsPort = {
  get: async (key) => await kvs.get<unknown>(key),
  set: async (key, value) => {
    await kvs.set(key, value);
  },
  getMany: async (keys) => {
    const answer = await kvs.batchGet<unknown>(keys.map((key) => ({ key })));
    // A key that is not there counts as failed; anything else that fails does so for the whole call.
    return new Map(answer.successfulKeys.map(({ key, value }) => [key, value]));
  },
  delete: async (key) => {
    await kvs.delete(key);
  },
  deleteMany: async (keys) => {
    for (let start = 0; start < keys.length; start += MAX_BATCH_KEYS) {
      await kvs.batchDelete(keys.slice(start, start + MAX_BATCH_KEYS).map((key) => ({ key })));
    }
  },
  list: async (prefix, limit) => {
    const page = await kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(Math.min(limit, MAX_PAGE_KEYS)).getMany();
    return page.results.map(({ key, value }) => ({ key, value }));
  },
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
