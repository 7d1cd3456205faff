import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { License, Site, User } from '../services';
import type { SqlEngine } from '../sql/engine';
import { openSqlite } from '../sql/sqlite-engine';
import { startHost } from './start';

/** `npm run host -- --app FOLDER [--port N]`: any Forge app on one invented site, with an admin and two users. */
const DEFAULT_PORT = 3_900;

const SITE: Site = { slug: 'local', name: 'Local site', cloudId: '3f0c8a1e-0000-4000-8000-00000000c10d', role: 'customer' };
const person = (number: number, displayName: string, isAdmin: boolean): User => ({
  accountId: `712020:00000000-0000-4000-8000-00000000000${number}`,
  displayName,
  email: `user${number}@example.com`,
  isAdmin,
  groups: isAdmin ? ['site-admins', 'jira-software-users'] : ['jira-software-users'],
  accountType: 'licensed',
});
const USERS = [person(1, 'Alex Admin', true), person(2, 'Robin Reader', false), person(3, 'Sam Second', false)];
const TRIAL: License = {
  active: true,
  type: 'COMMERCIAL',
  billingPeriod: 'MONTHLY',
  ccpEntitlementId: '3f0c8a1e-0000-4000-8000-0000000000e1',
  ccpEntitlementSlug: 'E-000-000-000-001',
  isEvaluation: true,
  subscriptionEndDate: null,
  supportEntitlementNumber: null,
  trialEndDate: null,
  capabilitySet: null,
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { app: { type: 'string' }, port: { type: 'string' } } });
  const folder = resolve(values.app ?? '.');
  if (!existsSync(join(folder, 'manifest.yml')))
    throw new Error(`${folder} holds no manifest.yml. Name an app's folder: npm run host -- --app FOLDER [--port N]`);
  const shellDir = join(process.cwd(), 'dev/shell/dist');
  const engines = new Map<string, SqlEngine>();
  const host = await startHost({
    apps: [
      { key: 'app', folder, variables: variablesFromEnvironment(), installations: [{ site: SITE, license: TRIAL }], users: () => USERS },
    ],
    port: Number(values.port ?? DEFAULT_PORT),
    sqlEngineFor: (id) => {
      const engine = engines.get(id) ?? openSqlite(':memory:');
      engines.set(id, engine);
      return Promise.resolve(engine);
    },
    network: {},
    ...(existsSync(shellDir) ? { shellDir } : {}),
    live: true,
    logger: ({ level, text }) => {
      if (level === 'error' || level === 'warn') console.error(`${level}: ${text}`);
    },
  });
  await host.sendLifecycle('app', SITE.slug, 'installed');
  console.log(`The app in ${folder} runs at ${host.url}`);
  const unsupported = host.unsupported('app');
  console.log(unsupported.length === 0 ? 'Everything that its manifest declares is emulated.' : `Not emulated: ${unsupported.join(', ')}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void host.stop().then(() => process.exit(0)));
}

/** As under `forge tunnel`: `FORGE_USER_VAR_NAME` reaches the app as `NAME`. */
function variablesFromEnvironment(): Record<string, string> {
  const PREFIX = 'FORGE_USER_VAR_';
  const given = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith(PREFIX) && value !== undefined ? [[name.slice(PREFIX.length), value] as const] : [],
  );
  return Object.fromEntries(given);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
