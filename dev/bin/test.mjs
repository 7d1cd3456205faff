// npm test [-- jest arguments]: engines, the builds that suites open, then jest.
import { ensureInstalled } from './install.mjs';
import { run, typescript } from './processes.mjs';

await ensureInstalled({ browser: true, mariadb: true });
const built = await run(process.execPath, typescript('dev/derive/prepare-main.ts'));
if (built !== 0) {
  process.exitCode = built;
} else {
  // Two workers everywhere: the same timing on a laptop and in CI, and room for the browser and the database.
  process.exitCode = await run(process.execPath, ['node_modules/jest/bin/jest.js', '--maxWorkers=2', ...process.argv.slice(2)]);
}
