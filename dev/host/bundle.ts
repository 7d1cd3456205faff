import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type BuildFailure, type BuildOptions } from 'esbuild';
import type { AppManifest } from './manifest';

/** The repository's root: the host is started from there, and so are its tests. */
export const ROOT = process.cwd();
const OUTPUT = join(ROOT, '.tidemark');
const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs'];

/** Apps that bring no packages of their own use the repository's. */
const COMMON: BuildOptions = {
  bundle: true,
  write: false,
  logLevel: 'silent',
  nodePaths: [join(ROOT, 'node_modules')],
  sourcemap: 'inline',
};
const BACKEND: BuildOptions = { ...COMMON, platform: 'node', format: 'cjs', target: 'node20' };

async function bundled(options: BuildOptions): Promise<string> {
  const result = await build(options).catch((error: unknown) => {
    throw inWords(error);
  });
  const output = result.outputFiles?.[0];
  if (output === undefined) throw new Error('The bundler gave no output');
  return output.text;
}

/** A failure of the bundler names each place; a package that is nowhere is told with what to do about it. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || !('errors' in error)) return error;
  const lines = (error as BuildFailure).errors.map(({ text, location }) => {
    const place = location === null ? '' : `${resolve(location.file)}:${location.line}: `;
    const missing = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
    if (missing === undefined || /^[./]/.test(missing)) return `${place}${text}`;
    return `${place}the package "${missing}" is neither in the app's own node_modules nor among the host's. Run npm install in the app's folder.`;
  });
  return new Error(lines.join('\n'), { cause: error });
}

/** Written under a name that tells the content, so that two hosts never overwrite each other's running code. */
async function written(folder: string, name: string, code: string): Promise<string> {
  const file = join(folder, `${name}-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.cjs`);
  await mkdir(folder, { recursive: true });
  if (!existsSync(file)) await writeFile(file, code);
  return file;
}

function sourceFile(folder: string, name: string): string {
  const found = EXTENSIONS.map((extension) => resolve(folder, 'src', `${name}${extension}`)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${folder}: no src/${name}{${EXTENSIONS.join(',')}} for a handler of the manifest`);
  return found;
}

/** One bundle with every handler file of the manifest, as `{ [file]: exports }`. Returns the path of the bundle. */
export async function bundleApp(appKey: string, folder: string, manifest: AppManifest): Promise<string> {
  const files = [...new Set([...manifest.functions.values()].map((entry) => entry.handler.file))];
  const lines = files.map((file) => `  ${JSON.stringify(file)}: require(${JSON.stringify(sourceFile(folder, file))}),`);
  const contents = `module.exports = {\n${lines.join('\n')}\n};`;
  const output = join(OUTPUT, 'apps', appKey);
  const code = await bundled({
    ...BACKEND,
    outfile: join(output, 'app.cjs'),
    stdin: { contents, resolveDir: resolve(folder), sourcefile: 'handlers.js' },
  });
  return written(output, 'app', code);
}

/** The worker that every app runs in. */
export async function bundleWorker(): Promise<string> {
  return written(OUTPUT, 'worker', await bundled({ ...BACKEND, entryPoints: [join(ROOT, 'dev/host/worker/main.ts')] }));
}

/** A UI Kit resource as one script for the browser. */
export async function bundleUiKit(folder: string, path: string): Promise<string> {
  return bundled({
    ...COMMON,
    platform: 'browser',
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"', global: 'globalThis' },
    entryPoints: [resolve(folder, path)],
  });
}

/** The script that every Custom UI document runs first; it speaks with `hostOrigin` only. */
export async function bundleBridgeScript(hostOrigin: string): Promise<string> {
  return bundled({
    ...COMMON,
    platform: 'browser',
    format: 'iife',
    sourcemap: false,
    define: { __HOST_ORIGIN__: JSON.stringify(hostOrigin) },
    entryPoints: [join(ROOT, 'dev/host/http/bridge-script.ts')],
  });
}
