import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

export type MariaDb = { readonly url: string; stop(): Promise<void> } | { readonly missing: string };

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
const START_MS = 30_000;

const MISSING = 'MariaDB is not installed, so nothing compares the engines: apt-get install mariadb-server';

const findServer = () => find('mariadbd') ?? find('mysqld');
const findInstaller = () => find('mariadb-install-db') ?? find('mysql_install_db');

/** Null where MariaDB can be started; else the sentence to show beside the skipped suite. In CI a missing server is an error. */
export function missingMariaDb(): string | null {
  if (findServer() && findInstaller()) return null;
  if (process.env.CI) throw new Error(MISSING);
  return MISSING;
}

/**
 * A throw-away MariaDB on 127.0.0.1, on a free port, over empty folders of its own; `stop` ends it and removes them.
 * Where the server is not installed: `missing` as in `missingMariaDb`.
 */
export async function startMariaDb(): Promise<MariaDb> {
  const binary = findServer();
  const install = findInstaller();
  if (!binary || !install) return { missing: missingMariaDb() ?? MISSING };
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-mariadb-'));
  // A server that starts deletes the temporary tables of all others that have the same folder for them.
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  const datadir = join(folder, 'data');
  const user = userInfo().username;
  await promisify(execFile)(
    install,
    [
      '--no-defaults',
      `--datadir=${datadir}`,
      `--tmpdir=${temporary}`,
      `--user=${user}`,
      '--skip-test-db',
      '--auth-root-authentication-method=normal',
      '--innodb-log-file-size=4M',
    ],
    {},
  );
  const port = await freePort();
  const server = spawn(
    binary,
    [
      '--no-defaults',
      `--datadir=${datadir}`,
      `--tmpdir=${temporary}`,
      `--user=${user}`,
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 's')}`,
      '--skip-grant-tables',
      '--skip-name-resolve',
      '--skip-log-bin',
      '--performance-schema=OFF',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-doublewrite=0',
      '--innodb-log-file-size=4M',
      '--innodb-buffer-pool-size=32M',
      '--innodb-fast-shutdown=2',
      '--key-buffer-size=1M',
    ],
    { stdio: 'ignore' },
  );
  const kill = () => {
    server.kill('SIGKILL');
  };
  // A test run that is cut short must not leave a server behind.
  process.once('exit', kill);
  const stop = async () => {
    process.removeListener('exit', kill);
    await ended(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const url = `mysql://root@127.0.0.1:${String(port)}`;
  try {
    await answering(server, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function find(name: string): string | undefined {
  return [...(process.env.PATH ?? '').split(':'), ...FOLDERS].map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port'));
      });
    });
  });
}

async function answering(server: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.end();
      return;
    } catch (error) {
      if (server.exitCode !== null)
        throw new Error(`MariaDB ended with code ${String(server.exitCode)} before it answered`, { cause: error });
      if (Date.now() > deadline) throw new Error('MariaDB did not answer in time', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    // Nothing in the folder is worth an orderly shutdown.
    server.kill('SIGKILL');
  });
}
