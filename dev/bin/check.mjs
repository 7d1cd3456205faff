// npm run check [-- --results FILE]: every static check, two at a time; a line each, output only of what fails.
import { writeFileSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { capture, typescript } from './processes.mjs';

const bin = (path, ...args) => [`node_modules/${path}`, ...args];
/** The longest check is two, of about the same length, so that no core waits for it. */
const LINT_APART = ['static', 'test'];
const CHECKS = [
  { name: `lint of ${LINT_APART.join(', ')}`, args: bin('eslint/bin/eslint.js', ...LINT_APART) },
  { name: 'lint of the rest', args: bin('eslint/bin/eslint.js', '.', ...LINT_APART.flatMap((folder) => ['--ignore-pattern', folder])) },
  { name: 'types', args: bin('typescript/bin/tsc', '--noEmit', '-p', '.') },
  { name: 'format', args: bin('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  {
    name: 'layers',
    args: bin('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src', 'static', 'dev', 'test'),
  },
  { name: 'dead code', args: bin('knip/bin/knip.js') },
  { name: 'manifest', args: typescript('dev/derive/verify-main.ts') },
  { name: 'plan', args: typescript('dev/plan/main.ts', ['--check']) },
];
const AT_ONCE = 2;

await ensureInstalled();
const only = process.argv.indexOf('--only');
const waiting = CHECKS.filter(({ name }) => only < 0 || name === process.argv[only + 1]);
const results = [];

async function worker() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const startedAt = performance.now();
    const { code, output } = await capture(process.execPath, check.args, { env: { ...process.env, FORCE_COLOR: '0' } });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (code !== 0) console.log(`\n--- ${check.name} ---\n${output.trimEnd()}\n`);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`);
    results.push({ name: check.name, passed: code === 0 });
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, worker));

const passed = results.filter((result) => result.passed).length;
const file = process.argv.indexOf('--results');
if (file >= 0) writeFileSync(process.argv[file + 1] ?? '.tidemark/check.json', JSON.stringify({ passed, failed: results.length - passed }));
console.log(`Checks: ${passed} of ${results.length} passed`);
process.exitCode = passed === results.length && results.length > 0 ? 0 : 1;
