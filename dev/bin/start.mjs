// npm start [-- --port N --no-open …]: everything from a fresh clone to a running host.
import { ensureInstalled } from './install.mjs';
import { run, typescript } from './processes.mjs';

await ensureInstalled();
const built = await run(process.execPath, typescript('dev/derive/prepare-main.ts'));
process.exitCode = built === 0 ? await run(process.execPath, typescript('dev/main.ts', process.argv.slice(2))) : built;
