// node dev/bin/run.mjs FILE [args]: runs a TypeScript file of this repository.
import { ensureInstalled } from './install.mjs';
import { run, typescript } from './processes.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node dev/bin/run.mjs FILE [arguments]');
  process.exit(1);
}
await ensureInstalled();
process.exitCode = await run(process.execPath, typescript(file, args));
