// npm run host -- --app FOLDER [--port N]: hosts one Forge app folder, ours or anyone's.
import { ensureInstalled } from './install.mjs';
import { run, typescript } from './processes.mjs';

await ensureInstalled();
const built = await run(process.execPath, typescript('dev/derive/prepare-main.ts', ['shell']));
process.exitCode = built === 0 ? await run(process.execPath, typescript('dev/host/host-command.ts', process.argv.slice(2))) : built;
