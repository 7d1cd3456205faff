// The manifest check: the whole app and both derived ones, by Atlassian's rules and by Runs on Atlassian's.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { BROKEN, writeBrokenApp } from './broken-app';
import { deriveApp } from './derive';
import { findings } from './findings';
import { ROOT } from './manifest';
import type { Role } from './roles';
import { violations } from './runs-on-atlassian';
import { buildStatic } from './static';

async function verify(): Promise<string[]> {
  await buildStatic(['console', 'embed', 'page']);
  const derive = (role: Role) => deriveApp(role, join(ROOT, '.tidemark/verify', role));
  const [customer, vendor] = await Promise.all([derive('customer'), derive('vendor')]);
  const broken = await writeBrokenApp(join(ROOT, '.tidemark/verify/broken'));
  const { [broken]: ofBroken = [], ...found } = await findings([ROOT, customer.folder, vendor.folder, broken]);
  const code = await readFile(join(customer.folder, 'src/index.js'), 'utf8');
  return [
    ...BROKEN.filter((word) => !ofBroken.join('\n').includes(word)).map(
      (word) => `Nobody speaks of “${word}” in an app that is broken by it`,
    ),
    ...Object.entries(found).flatMap(([folder, lines]) => lines.map((line) => `${relative(ROOT, folder) || 'whole app'}: ${line}`)),
    ...violations(customer.manifest, code).map((line) => `customer app: ${line}`),
  ];
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
