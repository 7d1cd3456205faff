import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { composeHost } from './compose';
import { prepareApps } from './derive/prepare';
import { copyOfHistory, historyFile, historyInBackground } from './history/cache';
import { fillHistory } from './history/fill';
import { startOptions } from './options';
import { simulateVendor } from './simulator/simulate-vendor';
import { openMysql } from './sql/mysql-engine';
import { openSqlite } from './sql/sqlite-engine';
import type { SqlEngine } from './sql/engine';

/** Of this process alone: a second `npm start` beside it has its own. */
const RUN_FOLDER = join(process.cwd(), '.tidemark', 'run', String(process.pid));

/** `npm start`: the two apps on one machine, with a simulated vendor behind them. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const options = startOptions(args, new Date().toISOString().slice(0, 10));
  if (options.fillOnly) {
    await historyFile(options.vendor);
    return;
  }
  // The pages and the simulated past need nothing of each other: a core each.
  const history = options.sql === null ? historyInBackground(args) : Promise.resolve();
  await Promise.all([prepareApps(options), rm(RUN_FOLDER, { recursive: true, force: true })]);
  const vendor = simulateVendor(options.vendor);

  const engines = new Map<string, Promise<SqlEngine>>();
  const open = async (installationId: string, isVendor: boolean): Promise<SqlEngine> => {
    if (options.sql !== null) {
      const engine = await openMysql(options.sql, `tidemark_${installationId.replaceAll('-', '').slice(0, 16)}`);
      if (isVendor) await fillHistory(engine, vendor, Date.now);
      return engine;
    }
    if (!isVendor) return openSqlite(':memory:');
    await history;
    return openSqlite(await copyOfHistory(options.vendor, join(RUN_FOLDER, 'vendor.sqlite')));
  };
  const running = await composeHost({
    vendor,
    port: options.port,
    live: true,
    directIntake: options.directIntake,
    shellDir: join(process.cwd(), 'dev/shell/dist'),
    engineFor: (installationId, isVendor) => {
      const engine = engines.get(installationId) ?? open(installationId, isVendor);
      engines.set(installationId, engine);
      return engine;
    },
  });
  await engines.get(running.vendorInstallationId);

  console.log(`
Tidemark runs at ${running.host.url}

  Vendor's console   ${running.host.url}/site/${running.vendorSite}/jira/apps/console-global
  A customer's issue ${running.host.url}/site/${running.customerSites[0] ?? ''}/browse/DEMO-1
  A customer's page  ${running.host.url}/site/${running.customerSites[0] ?? ''}/wiki/pages/98310
  The local Forge    ${running.host.url}/__dev/
`);
  const stop = () => {
    void running
      .stop()
      .then(async () => {
        for (const engine of engines.values()) await (await engine).close();
        await rm(RUN_FOLDER, { recursive: true, force: true });
      })
      .finally(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // What was already started would keep the process alive, half a host.
  process.exit(1);
});
