import { spawn } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { hashOf } from './content-hash';
import { ROOT } from './manifest';

/** What the pages import from src/: a change elsewhere rebuilds nothing. */
const SHARED = [
  ...['contract', 'tracking', 'checklist', 'revenue', 'engagement', 'segments', 'prediction'].map((folder) => `src/${folder}`),
  'src/platform/days.ts',
];
const COMMON = ['package-lock.json', 'tsconfig.json', 'static/atlaskit'];

/** The Vite builds, each with the files that decide what comes out of it. */
const builds = {
  console: { folder: 'static/console', inputs: ['static/console', ...SHARED, ...COMMON] },
  // Its charts are the console's.
  embed: { folder: 'static/embed', inputs: ['static/embed', 'static/console', ...SHARED, ...COMMON] },
  page: { folder: 'static/page', inputs: ['static/page', ...SHARED, ...COMMON] },
  shell: { folder: 'dev/shell', inputs: ['dev/shell', 'dev/api.ts', ...COMMON] },
} as const;
export type StaticBuild = keyof typeof builds;
export const staticBuilds = Object.keys(builds) as readonly StaticBuild[];

/** Builds what is out of date, at the same time; throws with the builder's own output when one fails. */
export async function buildStatic(names: readonly StaticBuild[] = staticBuilds): Promise<void> {
  const outcomes = await Promise.allSettled(names.map((name) => buildOne(name)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

async function buildOne(name: StaticBuild): Promise<void> {
  const { folder, inputs } = builds[name];
  const config = `${folder}/vite.config.ts`;
  if (!(await exists(config))) throw new Error(`${folder} cannot be built: ${config} is missing`);
  const stamp = join(ROOT, '.tidemark/build', `${name}.json`);
  const hash = await hashOf(ROOT, inputs);
  if ((await exists(`${folder}/dist/index.html`)) && (await readFile(stamp, 'utf8').catch(() => '')) === JSON.stringify({ hash })) return;
  const startedAt = performance.now();
  await vite(folder, config);
  await mkdir(join(ROOT, '.tidemark/build'), { recursive: true });
  // Written last: a build that was cut off has no stamp and is done again.
  await writeFile(stamp, JSON.stringify({ hash }));
  console.log(`Built ${folder} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}

/** A process of its own for each, so that two builds use two cores. */
function vite(folder: string, config: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: ROOT,
      // Jest's NODE_ENV=test would make React's development build end up in the pages.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Whatever else a start does is what it waits for longest.
    if (child.pid !== undefined) setPriority(child.pid, 10);
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Building ${folder} failed:\n${output}`));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(join(ROOT, path)).then(
    () => true,
    () => false,
  );
}
