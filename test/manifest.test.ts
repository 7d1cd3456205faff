import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../dev/derive/bundle';
import { type DerivedApp, deriveApp } from '../dev/derive/derive';
import { deriveManifest } from '../dev/derive/derive-manifest';
import { functionsOf, type Manifest, modulesOf, readManifest, resourcesOf } from '../dev/derive/manifest';
import { type Role, egressRoles, entityRoles, entryFiles, moduleRoles, roles, scopeRoles } from '../dev/derive/roles';
import { type Push, pushesIn } from './queue-names';

const MAX_SCHEDULED_TRIGGERS = 5;

let outside: string;
let source: Manifest;
let apps: Record<Role, DerivedApp>;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'tidemark-manifest-'));
  source = await readManifest();
  const [customer, vendor] = await Promise.all(roles.map((role) => deriveApp(role, join(outside, role))));
  apps = { customer: customer!, vendor: vendor! };
}, 60_000);
afterAll(() => rm(outside, { recursive: true, force: true }));

describe('the tables of roles', () => {
  const known = (table: object) => Object.keys(table).sort();

  test('name every module of the manifest and no other', () => {
    const keys = modulesOf(source).map(({ module }) => module.key);
    expect(keys.sort()).toEqual(known(moduleRoles));
  });
  test('name every scope, egress address and entity, and no other', () => {
    expect([...source.permissions.scopes].sort()).toEqual(known(scopeRoles));
    expect(source.permissions.external.fetch.backend.map(({ address }) => address).sort()).toEqual(known(egressRoles));
    expect((source.app.storage?.entities ?? []).map(({ name }) => name).sort()).toEqual(known(entityRoles));
  });
  test('refuse a module that they do not know', () => {
    const grown = { ...source, modules: { ...source.modules, 'jira:issueContext': [{ key: 'stray' }] } } as Manifest;
    expect(() => deriveManifest(grown, 'customer')).toThrow('"stray"');
  });
});

describe('a derived manifest', () => {
  test('has its own id for each role', () => {
    const ids = [source, apps.customer.manifest, apps.vendor.manifest].map(({ app }) => app.id);
    expect(new Set(ids).size).toBe(3);
    expect(deriveManifest(source, 'vendor', { appId: 'ari:cloud:ecosystem::app/x' }).app.id).toBe('ari:cloud:ecosystem::app/x');
  });
  test.each([
    ['customer', 'site'],
    ['vendor', 'vendor'],
  ] as const)('of the %s app tells its console that it shows the %s', async (role, scope) => {
    expect(await readFile(join(apps[role].folder, 'static/console/dist/index.html'), 'utf8')).toContain(`data-scope="${scope}"`);
  });
  test('is licensed for the customer only', () => {
    expect(apps.customer.manifest.app.licensing).toEqual({ enabled: true });
    expect(apps.vendor.manifest.app.licensing).toEqual({ enabled: false });
  });
  test('is offered on Confluence, where the vendor’s macro and the customer’s pages are', () => {
    for (const role of roles)
      expect(apps[role].manifest.app.compatibility).toEqual({ jira: { required: true }, confluence: { required: false } });
  });
  test('with direct intake reaches web triggers, in the customer app only', () => {
    const addresses = (manifest: Manifest) => manifest.permissions.external.fetch.backend.map(({ address }) => address);
    expect(addresses(deriveManifest(source, 'customer', { directIntake: true }))).toContain('*.webtrigger.atlassian.app');
    const european = deriveManifest(source, 'customer', { egress: ['events.eu1.segmentapis.com'] });
    expect(european.permissions.external.fetch.backend.at(-1)).toEqual({ address: 'events.eu1.segmentapis.com', inScopeEUD: false });
    expect(addresses(deriveManifest(source, 'customer'))).not.toContain('*.webtrigger.atlassian.app');
    expect(() => deriveManifest(source, 'vendor', { directIntake: true })).toThrow('customer app only');
  });
  test.each(roles)('of the %s app keeps no function or resource that nothing uses', (role) => {
    const { manifest } = apps[role];
    const used = modulesOf(manifest).flatMap(({ module }) => [...functionsOf(module), ...resourcesOf(module)]);
    expect(manifest.modules.function.filter(({ key }) => !used.includes(key))).toEqual([]);
    expect(manifest.resources.filter(({ key }) => !used.includes(key))).toEqual([]);
  });
});

describe('handlers', () => {
  const handlersOf = (manifest: Manifest) =>
    [...new Set(manifest.modules.function.map(({ handler }) => handler.replace(/^index\./, '')))].sort();

  test.each([...roles, 'whole'] as const)('of the %s app are the exports of its entry, all of them', async (which) => {
    const file = which === 'whole' ? 'src/index.ts' : entryFiles[which];
    const manifest = which === 'whole' ? source : apps[which].manifest;
    const entry = await bundleEntry(file, 'node');
    expect(entry.exports).toEqual(handlersOf(manifest));
  });
});

describe('platform limits', () => {
  test.each([...roles, 'whole'] as const)('the %s app has at most five scheduled triggers', (which) => {
    const manifest = which === 'whole' ? source : apps[which].manifest;
    const triggers = modulesOf(manifest).filter(({ type }) => type === 'scheduledTrigger');
    expect(triggers.length).toBeLessThanOrEqual(MAX_SCHEDULED_TRIGGERS);
  });
});

describe('queues', () => {
  const consumed = (manifest: Manifest) =>
    modulesOf(manifest)
      .filter(({ type }) => type === 'consumer')
      .map(({ module }) => String(module.queue));
  let pushes: readonly Push[];
  beforeAll(() => {
    pushes = pushesIn('src/index.ts');
  }, 200_000);

  test('are named by their types, wherever something is pushed', () => {
    expect(pushes.filter(({ queues }) => queues.length === 0).map(({ place }) => place)).toEqual([]);
  });
  test.each([...roles, 'whole'] as const)('that the %s app pushes to have a consumer there, and none waits for nothing', async (which) => {
    const { files } = await bundleEntry(which === 'whole' ? 'src/index.ts' : entryFiles[which], 'node');
    const names = new Set(pushes.filter(({ file }) => files.includes(file)).flatMap(({ queues }) => queues));
    expect([...names].sort()).toEqual(consumed(which === 'whole' ? source : apps[which].manifest).sort());
  });
});
