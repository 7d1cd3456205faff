import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { ROOT } from '../dev/derive/manifest';
import type { Host } from '../dev/host/host';
import { startHost } from '../dev/host/start';
import { buildKit, bundleKit, importedPackages, KitSource } from '../dev/kit/build-kit';
import { openSqlite } from '../dev/sql/sqlite-engine';

jest.setTimeout(120_000);

const kit = async () => KitSource.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));

describe('each export of the kit stands alone', () => {
  const OTHER_ROOMS = /^src\/(?!(tracking|delivery|platform|intake)\/|privacy\/keys\.ts$)/;

  test.each([
    ['./tracking', ['@forge/api', '@forge/events', '@forge/kvs', 'zod']],
    ['./tracking/plan', []],
    ['./tracking/resolver-events', []],
    ['./tracking/page', []],
    ['./tracking/ui-kit', ['react']],
    ['./tracking/custom-ui', ['@segment/analytics-next']],
  ])('%s', async (subpath, packages) => {
    const file = (await kit()).exports[subpath];
    const metafile = await bundleKit(ROOT, [file!], join(tmpdir(), 'tidemark-kit'), false);
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain(file!.replace('./', ''));
    expect(inputs.filter((input) => OTHER_ROOMS.test(input))).toEqual([]);
    expect(importedPackages(metafile)).toEqual(packages);
  });

  test('an export that reached into the store would be seen', async () => {
    const { inputs } = await bundleKit(ROOT, ['src/functions/capture.ts'], join(tmpdir(), 'tidemark-kit'), false);
    expect(Object.keys(inputs).some((input) => OTHER_ROOMS.test(input))).toBe(true);
  });
});

/** The files that the guide shows, by the path above each. */
async function filesOfTheGuide(): Promise<ReadonlyMap<string, string>> {
  const guide = await readFile(join(ROOT, 'docs/add-to-your-app.md'), 'utf8');
  return new Map([...guide.matchAll(/^`([\w./-]+)`\n\n```\w+\n([\s\S]*?)^```$/gm)].map(([, path = '', text = '']) => [path, text]));
}

describe('the app of the guide', () => {
  const SITE = { slug: 'acme', name: 'Acme', cloudId: 'cloud-acme', role: 'customer' } as const;
  type Batch = {
    batch: { type: string; event?: string; userId: string; properties: Record<string, unknown>; context: { groupId: string } }[];
  };
  let folder: string;
  let sink: Server;
  let host: Host;
  const received: { path: string; authorization: string; body: Batch }[] = [];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tidemark-guide-')));
    await buildKit(ROOT, await kit(), join(folder, 'node_modules/tidemark'));
    for (const [path, text] of await filesOfTheGuide()) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const page = { entryPoints: [join(folder, 'static/page/main.js')], outfile: join(folder, 'static/page/dist/main.js') };
    await build({ ...page, bundle: true, format: 'esm', nodePaths: [join(ROOT, 'node_modules')], logLevel: 'silent' });
    await writeFile(join(folder, 'static/page/dist/index.html'), await readFile(join(folder, 'static/page/index.html')));

    sink = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body: JSON.parse(body) as Batch });
        response.end('{"success":true}');
      });
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    host = await startHost({
      apps: [
        {
          key: 'guide',
          folder,
          variables: { SEGMENT_WRITE_KEY: 'write-key' },
          installations: [{ site: SITE, license: null }],
          users: () => [
            { accountId: 'ada', displayName: 'Ada', email: 'ada@example.com', isAdmin: true, groups: [], accountType: 'licensed' },
          ],
        },
      ],
      port: 0,
      now: () => Date.parse('2024-02-29T23:59:00Z'),
      sqlEngineFor: () => Promise.resolve(openSqlite(':memory:')),
      network: { 'api.segment.io': `http://127.0.0.1:${(sink.address() as AddressInfo).port}` },
      live: false,
    });
  });
  afterAll(async () => {
    await host.stop();
    await new Promise((resolve) => sink.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const invoke = (functionKey: string, payload: object) =>
    host.invoke({ site: 'acme', appKey: 'guide', accountId: 'ada', moduleKey: 'board-panel', functionKey, payload });

  test('shows every file, and the host emulates all that the manifest declares', async () => {
    const files = [...(await filesOfTheGuide()).keys()];
    expect(files).toEqual([
      'src/plan.js',
      'src/index.js',
      'manifest.yml',
      'src/panel.jsx',
      'static/page/main.js',
      'static/page/index.html',
    ]);
    expect(host.unsupported('guide')).toEqual([]);
  });

  test('delivers what its pages report and what its resolver does, and nothing that the plan lacks', async () => {
    const at = '2024-02-29T23:58:00.000Z';
    const event = (name: string, properties: object) => ({ messageId: randomUUID(), event: name, properties, timestamp: at });
    const events = [event('Board Opened', { place: 'issue' }), event('Card Added', { cards: 1, title: 'Buy milk' })];
    expect(await invoke('track', { sentAt: at, events })).toMatchObject({ accepted: 1, refused: [{ reason: 'bad-properties' }] });
    expect(await invoke('addCard', { cards: 3 })).toEqual({ ok: true, cards: 4 });
    expect(await invoke('addCard', { cards: 99 })).toEqual({ ok: false, code: 'too-many-cards' });
    await host.drainQueues();

    expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/batch']));
    expect(received[0]?.authorization).toBe(`Basic ${Buffer.from('write-key:').toString('base64')}`);
    const all = received.flatMap(({ body }) => body.batch);
    // Before their first event the user and their account are introduced, once.
    expect(all.slice(0, 3).map(({ type, event: name }) => name ?? type)).toEqual(['identify', 'group', 'Account Added User']);
    const calls = all.slice(3);
    const shown = calls.map(({ event: name, properties: { durationMs, ...rest } }) => [name, typeof durationMs, rest]);
    expect(shown).toHaveLength(3);
    for (const expected of [
      ['Board Opened', 'undefined', { place: 'issue' }],
      ['Call Finished', 'number', { call: 'addCard', outcome: 'ok', code: 'none' }],
      ['Call Finished', 'number', { call: 'addCard', outcome: 'refused', code: 'too-many-cards' }],
    ])
      expect(shown).toContainEqual(expected);
    expect(new Set(calls.map(({ userId, context }) => `${userId} ${context.groupId}`))).toEqual(new Set(['ada cloud-acme']));
    expect(JSON.stringify(received)).not.toContain('milk');
  });

  test('serves its panel and its page', async () => {
    const { value } = (await (await fetch(`${host.url}/__dev/api/sites`)).json()) as {
      value: { sites: { modules: { key: string; url: string }[] }[] };
    };
    const modules = value.sites[0]!.modules;
    expect(modules.map(({ key }) => key)).toEqual(['board-panel', 'board-admin']);
    for (const { url } of modules) expect((await fetch(new URL(url, host.url))).status).toBe(200);
  });

  test('in TypeScript, what the plan lacks does not compile', async () => {
    await writeFile(
      join(folder, 'src/typed.ts'),
      `import { defineTrackingPlan, number } from 'tidemark/tracking/plan';
      import { useTracking } from 'tidemark/tracking/ui-kit';
      const plan = defineTrackingPlan({ 'Card Added': { feature: true, description: 'Added', properties: { cards: number() } } });
      const { track } = useTracking(plan, { invoke: () => Promise.resolve() });
      track('Card Added', { cards: 1 });
      track('Card Added', { cards: 'one' });
      track('Card Dropped', {});`,
    );
    const program = ts.createProgram([join(folder, 'src/typed.ts')], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    });
    const lines = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, start }) => (file === undefined || start === undefined ? null : file.getLineAndCharacterOfPosition(start).line));
    expect(lines).toEqual([5, 6]);
  });
});
