// The manifest check: the whole app and both derived ones, by Atlassian's rules and by Runs on Atlassian's.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveApp } from './derive';
import { findings } from './findings';
import { ROOT } from './manifest';
import { roles } from './roles';
import { violations } from './runs-on-atlassian';
import { buildStatic } from './static';

async function verify(): Promise<string[]> {
  await buildStatic(['console', 'page']);
  const lines = (await findings(ROOT)).map((line) => `whole app: ${line}`);
  for (const role of roles) {
    const { folder, manifest } = await deriveApp(role, join(ROOT, '.tidemark/verify', role));
    lines.push(...(await findings(folder)).map((line) => `${role} app: ${line}`));
    if (role !== 'customer') continue;
    const code = await readFile(join(folder, 'src/index.js'), 'utf8');
    lines.push(...violations(manifest, code).map((line) => `customer app: ${line}`));
  }
  return lines;
}

verify().then(
  (lines) => {
    console.log(lines.length === 0 ? 'The manifest and both derived apps are sound.' : lines.join('\n'));
    process.exitCode = lines.length === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
