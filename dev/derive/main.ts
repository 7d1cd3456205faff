// npm run manifest -- --role customer|vendor [--direct-intake] [--egress HOST] [--app-id ARI] [--out FOLDER]
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deriveApp } from './derive';
import { ROOT, modulesOf } from './manifest';
import { roles } from './roles';
import { buildStatic } from './static';

const USAGE =
  'Usage: npm run manifest -- --role customer|vendor [--direct-intake] [--egress HOST]… [--app-id ari:cloud:ecosystem::app/UUID] [--out FOLDER]';
const HOST = /^(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}$/;
const APP_ID = /^ari:cloud:ecosystem::app\/[0-9a-f-]{36}$/;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      'direct-intake': { type: 'boolean' },
      egress: { type: 'string', multiple: true },
      'app-id': { type: 'string' },
      out: { type: 'string' },
    },
  });
  const role = roles.find((known) => known === values.role);
  if (role === undefined) throw new Error(USAGE);
  const appId = values['app-id'];
  if (appId !== undefined && !APP_ID.test(appId)) throw new Error(`"${appId}" is no app id.\n${USAGE}`);

  const egress = values.egress ?? [];
  const bad = egress.find((host) => !HOST.test(host));
  if (bad !== undefined) throw new Error(`"${bad}" is no host name.\n${USAGE}`);

  await buildStatic(role === 'customer' ? ['console', 'page'] : ['console', 'embed']);
  const options = { ...(appId === undefined ? {} : { appId }), directIntake: values['direct-intake'] ?? false, egress };
  const { folder, manifest } = await deriveApp(role, values.out === undefined ? undefined : resolve(values.out), options);

  const shown = relative(ROOT, folder);
  console.log(`Wrote ${shown}: ${String(modulesOf(manifest).length)} modules, ${String(manifest.modules.function.length)} functions.`);
  console.log(`Backend may call: ${manifest.permissions.external.fetch.backend.map(({ address }) => address).join(', ')}`);
  if (values['direct-intake'] === true) {
    console.log('Direct intake: *.webtrigger.atlassian.app is no analytics tool, so this app is NOT eligible for Runs on Atlassian.');
  }
  if (egress.length > 0) {
    console.log(`${egress.join(', ')}: on no list of analytics tools, so this app is NOT eligible for Runs on Atlassian.`);
  }
  console.log(`\nNext:\n  cd ${shown} && npm install`);
  if (appId === undefined) console.log('  forge register          # then run this command again with --app-id and the id it prints');
  console.log('  forge lint && forge deploy && forge install');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
