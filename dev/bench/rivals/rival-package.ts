import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../derive/manifest';

/** Packages by version that this product is measured against, installed at first use into a folder of their own: rivals, not dependencies. */
export function rivalPackages(folder: string, versions: Readonly<Record<string, string>>): (name: string) => unknown {
  const home = join(ROOT, '.tidemark/bench', folder);
  const names = Object.keys(versions);
  if (!names.every((name) => existsSync(join(home, 'node_modules', name, 'package.json')))) {
    console.log(`Installing ${names.join(', ')} for this bench …`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    execFileSync('npm', ['install', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error', ...wanted], {
      cwd: home,
      stdio: 'inherit',
    });
  }
  return createRequire(join(home, 'package.json'));
}
