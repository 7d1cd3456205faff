import { json, type Installation, type Now, type Service } from '../services';
import type { SqlEngine } from '../sql/engine';

export type Storage = { readonly kvs: Service; readonly sql: Service };

/** TEMPORARY, until the services of dev/kvs and dev/sql are there. */
export function createStorage(options: { now: Now; engineFor(installationId: string): Promise<SqlEngine>; entitiesOf(installation: Installation): readonly unknown[] }): Storage {
  const values = new Map<string, unknown>();
  return {
    kvs: async (scope, request) => {
      const body = JSON.parse(request.body ?? '{}') as { key: string; value?: unknown };
      const key = `${scope.installation.installationId}/${body.key}`;
      if (request.path === '/api/v1/set') {
        values.set(key, body.value);
        return json(200, {});
      }
      if (request.path === '/api/v1/get') return values.has(key) ? json(200, { key: body.key, value: values.get(key) }) : json(404, { code: 'KEY_NOT_FOUND', message: 'none' });
      return json(501, {});
    },
    sql: async (scope, request) => {
      const engine = await options.engineFor(scope.installation.installationId);
      const { query, params } = JSON.parse(request.body ?? '{}') as { query: string; params?: (string | number)[] };
      if (request.path.endsWith('/ddl')) {
        await engine.ddl(query);
        return json(200, { rows: [] });
      }
      return json(200, await engine.execute(query, params ?? []));
    },
  };
}
