// npm run kit: writes the tracking kit as a package of its own to dist/kit.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ROOT } from '../derive/manifest';
import { buildKit, KitSource } from './build-kit';

async function main(): Promise<void> {
  const source = KitSource.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const folder = join(ROOT, 'dist/kit');
  await buildKit(ROOT, source, folder);
  console.log(`Wrote ${relative(ROOT, folder)}. In an app's folder: npm install $(npm pack ${folder} --silent)`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
