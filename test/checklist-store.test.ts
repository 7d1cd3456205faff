import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createKvsService } from '../dev/kvs/service';
import type { EntitySchema } from '../dev/kvs/entity';
import { memoryChecklistStore } from '../src/checklist/memory-store';
import { checklistStoreSuite } from '../src/checklist/store-suite';
import type { InvocationScope } from '../dev/services';
import { forgeChecklistStore } from '../src/platform/checklist-store';

const { app } = parse(readFileSync('manifest.yml', 'utf8')) as { app: { storage: { entities: EntitySchema[] } } };

const scope: InvocationScope = {
  invocationId: 'i',
  functionKey: 'checklist',
  user: null,
  installation: {
    installationId: 'one',
    appKey: 'app',
    appId: 'app',
    site: { slug: 's', name: 'S', cloudId: 'c', role: 'customer' },
    environmentType: 'DEVELOPMENT',
    license: null,
    allowAnalyticsEgress: true,
  },
};

/** The real storage client of the app, answered by the local host's store with the entities of the manifest. */
function openForgeStore() {
  const { service } = createKvsService({ now: () => Date.UTC(2028, 1, 29), entitiesOf: () => app.storage.entities });
  (globalThis as { __forge_fetch__?: unknown }).__forge_fetch__ = async (
    _meta: unknown,
    path: string,
    init: { method: string; headers: Record<string, string>; body: string },
  ) => {
    const answer = await service(scope, { path, method: init.method, headers: init.headers, body: init.body });
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
  return Promise.resolve(forgeChecklistStore());
}

checklistStoreSuite('custom entities', openForgeStore);
checklistStoreSuite('in memory', () => Promise.resolve(memoryChecklistStore()));
