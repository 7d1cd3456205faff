import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleEntry } from '../dev/derive/bundle';
import { type DerivedApp, deriveApp } from '../dev/derive/derive';
import { deriveManifest } from '../dev/derive/derive-manifest';
import { type Manifest, readManifest } from '../dev/derive/manifest';
import { entryFiles, roles } from '../dev/derive/roles';
import { violations } from '../dev/derive/runs-on-atlassian';

let outside: string;
let customer: DerivedApp;
let vendorManifest: Manifest;
let shipped: string;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'tidemark-bundle-'));
  customer = await deriveApp('customer', join(outside, 'customer'));
  vendorManifest = deriveManifest(await readManifest(), 'vendor');
  shipped = await scriptsBelow(customer.folder);
}, 200_000);
afterAll(() => rm(outside, { recursive: true, force: true }));

test.each(roles)(
  'the %s app bundles completely, packages and all',
  async (role) => {
    const whole = await bundleEntry(entryFiles[role], 'node', true);
    expect(whole.packages).toEqual([]);
    expect(whole.exports.length).toBeGreaterThan(0);
  },
  200_000,
);

describe('the customer app', () => {
  test('breaks no rule of Runs on Atlassian in what it ships', () => {
    expect(violations(customer.manifest, shipped)).toEqual([]);
  });
  test('breaks none with its packages bundled in', async () => {
    const backend = await bundleEntry(entryFiles.customer, 'node', true);
    expect(violations(customer.manifest, backend.code)).toEqual([]);
  }, 200_000);
  test('loses eligibility with direct intake, and the checker says so', async () => {
    const direct = deriveManifest(await readManifest(), 'customer', { directIntake: true });
    expect(violations(direct, '')).toEqual(['Egress to *.webtrigger.atlassian.app is not in category analytics']);
  });
});

test('the vendor app is what the rules forbid, so the checker has teeth', async () => {
  const { code } = await bundleEntry(entryFiles.vendor, 'node');
  const found = violations(vendorManifest, code).join('\n');
  for (const trace of ['api.atlassian.com', 'segment-intake is dynamic', 'sync-hourly', 'MARKETPLACE_', '/marketplace/rest']) {
    expect(found).toContain(trace);
  }
});

describe('each violation is reported when planted', () => {
  type Plant = (manifest: Manifest) => Manifest;
  const withEgress =
    (entry: Manifest['permissions']['external']['fetch']['backend'][number]): Plant =>
    (manifest) => ({
      ...manifest,
      permissions: { ...manifest.permissions, external: { fetch: { backend: [...manifest.permissions.external.fetch.backend, entry] } } },
    });
  const withModule =
    (type: string, module: { key: string } & Record<string, unknown>): Plant =>
    (manifest) => ({
      ...manifest,
      modules: { ...manifest.modules, [type]: [...((manifest.modules[type] as { key: string }[] | undefined) ?? []), module] },
    });
  const withExternal =
    (extra: Record<string, unknown>): Plant =>
    (manifest) => ({
      ...manifest,
      permissions: { ...manifest.permissions, external: { ...manifest.permissions.external, ...extra } },
    });

  test.each<[string, Plant, string]>([
    ['egress outside analytics', withEgress({ address: 'example.com', inScopeEUD: false }), 'example.com is not in category analytics'],
    [
      'egress with end-user data',
      withEgress({ address: 'a.journy.io', category: 'analytics', inScopeEUD: true }),
      'a.journy.io does not say',
    ],
    ['egress silent about end-user data', withEgress({ address: 'b.journy.io', category: 'analytics' }), 'b.journy.io does not say'],
    ['browser egress', withExternal({ fetch: { backend: [], client: [{ address: 'cdn.segment.com' }] } }), 'fetch.client'],
    ['external scripts', withExternal({ scripts: [{ address: 'cdn.segment.com' }] }), 'kind scripts'],
    ['egress that customers configure', withExternal({ configurable: { enabled: true } }), 'kind configurable'],
    [
      'a dynamic web trigger',
      withModule('webtrigger', { key: 'app-lifecycle', response: { type: 'dynamic' } }),
      'app-lifecycle is dynamic',
    ],
    ['an untyped web trigger', withModule('webtrigger', { key: 'app-lifecycle' }), 'read as dynamic'],
    [
      'a vendor module',
      withModule('scheduledTrigger', { key: 'sync-hourly', function: 'sync-plan' }),
      "sync-hourly is not the customer app's",
    ],
    ['a remote endpoint', withModule('scheduledTrigger', { key: 'upkeep-hourly', endpoint: 'away' }), 'remote endpoint'],
    ['a remote', (manifest) => ({ ...manifest, remotes: [{ key: 'away', baseUrl: 'https://example.com' }] }), 'The manifest has remotes'],
    ['Connect modules', (manifest) => ({ ...manifest, connectModules: {} }), 'The manifest has connectModules'],
    ['a Connect key', (manifest) => ({ ...manifest, app: { ...manifest.app, connect: { key: 'x' } } }), 'The manifest has app.connect'],
  ])('%s', (_name, plant, sentence) => {
    expect(violations(plant(customer.manifest), shipped).join('\n')).toContain(sentence);
  });

  test.each(['https://api.atlassian.com/x', '"/marketplace/rest/3"', 'env.MARKETPLACE_TOKEN'])('in the bundle: %s', (text) => {
    expect(violations(customer.manifest, `${shipped}\n${text}`)).toHaveLength(1);
  });
});

/** Every script and page below a folder, as one text. */
async function scriptsBelow(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|mjs|html|css)$/.test(file));
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
}
