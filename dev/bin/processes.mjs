import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's folder: every command runs there, wherever it was called from. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Runs a command on this terminal and resolves with its exit code; a signal that reaches us is passed on, so that
 * Ctrl-C stops the child first and nothing is left behind.
 */
export function run(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Runs a command without a terminal and resolves with its exit code and everything it printed. */
export function capture(command, args, { env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Arguments of Node that run a TypeScript file. */
export const typescript = (file, args = []) => ['--import', 'tsx', file, ...args];

/** Arguments of Node that run a TypeScript program as one bundled file: it starts and runs faster than file by file. */
export async function bundled(file) {
  const { build } = await import('esbuild');
  const outfile = `${ROOT}.tidemark/bin/${file.replaceAll('/', '-').replace(/\.ts$/, '.cjs')}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return ['--enable-source-maps', outfile];
}
