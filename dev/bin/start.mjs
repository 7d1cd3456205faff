// npm start [-- --port N --accounts N --months M --seed S --sql mysql://… --direct-intake]: from a fresh clone to a running host.
import { ensureInstalled } from './install.mjs';
import { bundled, run } from './processes.mjs';

await ensureInstalled();
process.exitCode = await run(process.execPath, [...(await bundled('dev/main.ts')), ...process.argv.slice(2)]);
