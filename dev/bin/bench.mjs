// npm run bench -- NAME [args]: measures one thing; without a name, lists what can be measured.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { bundled, ROOT, run, typescript } from './processes.mjs';

/** What measures the pure code runs as the app does, as one file: file by file, every use of an imported constant is a call. */
const AS_ONE_FILE = ['engagement', 'prediction', 'revenue', 'segments', 'signals'];

const benches = readdirSync(join(ROOT, 'dev/bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'report.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !benches.includes(name)) {
  console.error(`${name === undefined ? 'Which bench?' : `There is no bench "${name}".`} Known: ${benches.join(', ')}`);
  process.exitCode = 1;
} else {
  await ensureInstalled({ browser: true });
  const file = `dev/bench/${name}.ts`;
  process.exitCode = await run(process.execPath, AS_ONE_FILE.includes(name) ? [...(await bundled(file)), ...args] : typescript(file, args));
}
