import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, capture, run } from './processes.mjs';

const STAMP = join(ROOT, 'node_modules/.tidemark-lock');
const inCi = Boolean(process.env.CI);

/** What a suite needs from the machine: the programs it looks for, and the Debian packages that bring them. */
const ENGINES = {
  browser: { name: 'Chromium', programs: ['chromium'], packages: ['chromium'] },
  mariadb: { name: 'MariaDB', programs: ['mariadbd', 'mariadb-install-db'], packages: ['mariadb-server-core', 'mariadb-client-core'] },
};

/**
 * Makes the checkout ready: Node's version, the packages of package-lock.json, and the engines asked for. A missing
 * engine is a failure in CI; elsewhere it is said once and the suites that need it skip where everyone sees it.
 */
export async function ensureInstalled({ browser = false, mariadb = false } = {}) {
  checkNode();
  await installPackages();
  if (browser) await installEngine(ENGINES.browser);
  if (mariadb) await installEngine(ENGINES.mariadb);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Tidemark needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`);
}

async function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('Installing packages …');
  // Not `npm ci`: it refuses a lock that lacks native packages of other platforms, and a registry that does not carry them
  // all cannot write a complete one. `--no-save` keeps to the locked versions and leaves the lock as it is.
  const code = await run('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error']);
  if (code !== 0)
    fail('npm install failed. Its own message is above; check the network and the registry setting of npm, then run the command again.');
  // Written last: an interrupted installation has no stamp and is done again.
  writeFileSync(STAMP, lock);
}

async function installEngine({ name, programs, packages }) {
  if (programs.every(onPath)) return;
  const hint = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing ${name} (${hint}) …`);
    await aptInstall(packages);
    if (programs.every(onPath)) return;
  }
  const sentence = `${name} is missing (${programs.filter((program) => !onPath(program)).join(', ')}). On Debian: ${hint}`;
  if (inCi) fail(sentence);
  console.warn(`${sentence}. The suites that need it are skipped.`);
}

/** Package lists are refreshed only when the first try fails: a fresh container has none, a developer's machine has. */
async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if ((await capture('apt-get', install, { env })).code === 0) return;
  await capture('apt-get', ['update'], { env });
  const second = await capture('apt-get', install, { env });
  if (second.code !== 0) console.warn(second.output.trimEnd().split('\n').slice(-5).join('\n'));
}

/** Daemons live in sbin, which an ordinary user's PATH may lack. */
function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
