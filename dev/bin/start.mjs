// npm start [-- --port N --accounts N --months M --seed S --sql mysql://… --direct-intake]: from a fresh clone to a running host.
import { ensureInstalled } from './install.mjs';
import { run, typescript } from './processes.mjs';

await ensureInstalled();
process.exitCode = await run(process.execPath, typescript('dev/main.ts', process.argv.slice(2)));
