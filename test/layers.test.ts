import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from '../dev/derive/manifest';

const Report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

/** A small house with the same rooms; each file of `planted` breaks the rule named beside it. */
const sound = {
  'src/index.ts': "export { run } from './functions/run';",
  'src/customer.ts': "export { run } from './functions/run';",
  'src/functions/run.ts': "import { deliver } from '../delivery/deliver';\nexport const run = () => deliver();",
  'src/delivery/deliver.ts': "import { rows } from '../store/rows';\nexport const deliver = () => rows();",
  'src/store/rows.ts': "import type { Port } from '../platform/ports';\nexport const rows = (port?: Port) => port;",
  'src/platform/ports.ts': "import type { Fact } from '../revenue/coverage';\nexport type Port = Fact | undefined;",
  'src/revenue/coverage.ts': "import { z } from 'zod';\nexport type Fact = number;\nexport const fact = z.number();",
  'src/marketplace/client.ts': "import { fact } from '../revenue/coverage';\nexport const client = fact;",
  'static/console/main.ts': "import { fact } from '../../src/revenue/coverage';\nexport const page = fact;",
  'dev/host.ts': "import { run } from '../src/functions/run';\nexport const host = run;",
};
const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-cycle', 'src/store/a.ts', "import { b } from './b';\nexport const a: unknown = () => b;"],
  ['no-orphan', 'src/store/forgotten.ts', 'export const nothing = 0;'],
  ['resolvable', 'src/store/lost.ts', "import { x } from './not-there';\nexport const lost = x;"],
  ['product-without-workshop', 'src/functions/dev.ts', "import { host } from '../../dev/host';\nexport const run = host;"],
  ['ships-with-dependencies', 'src/delivery/tool.ts', "import { build } from 'esbuild';\nexport const tool = build;"],
  ['pure', 'src/revenue/clock.ts', "import { readFileSync } from 'node:fs';\nexport const now = readFileSync;"],
  ['pure-neighbours-by-type', 'src/prediction/score.ts', "import { fact } from '../revenue/coverage';\nexport const score = fact;"],
  ['platform-is-the-floor', 'src/platform/adapter.ts', "import { rows } from '../store/rows';\nexport const adapter = rows;"],
  ['store-asks-nobody', 'src/store/up.ts', "import { deliver } from '../delivery/deliver';\nexport const up = deliver;"],
  ['use-cases-below-functions', 'src/delivery/up.ts', "import { run } from '../functions/run';\nexport const up = run;"],
  ['pages-see-contracts', 'static/console/peek.ts', "import { rows } from '../../src/store/rows';\nexport const peek = rows;"],
  ['checklist-stands-alone', 'src/checklist/peek.ts', "import { rows } from '../store/rows';\nexport const peek = rows;"],
  ['roles-apart', 'src/functions/sync.ts', "import { client } from '../marketplace/client';\nexport const sync = client;"],
];

let house: string;

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'tidemark-layers-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) await copyFile(join(ROOT, file), join(house, file));
  await symlink(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  await build(Object.entries(sound));
});
afterAll(() => rm(house, { recursive: true, force: true }));

async function build(files: readonly (readonly [file: string, text: string])[]): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(house, file)), { recursive: true });
    await writeFile(join(house, file), text);
  }
}

async function broken(): Promise<{ from: string; rule: string }[]> {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'static', 'dev'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: house, maxBuffer: 64 * 1024 * 1024 });
  return Report.parse(JSON.parse(stdout)).summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

test('a sound house breaks no rule, and each planted import breaks its own', async () => {
  expect(await broken()).toEqual([]);
  await build(planted.map(([, file, text]) => [file, text]));
  await build([
    ['src/store/b.ts', "import { a } from './a';\nexport const b = a;"],
    ['src/customer.ts', "export { run } from './functions/run';\nexport { sync } from './functions/sync';"],
  ]);
  const found = await broken();
  for (const [rule, file] of planted) {
    const from = rule === 'roles-apart' ? 'src/customer.ts' : file;
    expect(found).toContainEqual({ from, rule });
  }
}, 120_000);
