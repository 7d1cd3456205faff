import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './manifest';

/** A script, the names it exports, the packages that it imports at run time, and the files of ours that it is made of. */
export type Bundle = {
  readonly code: string;
  readonly exports: readonly string[];
  readonly packages: readonly string[];
  readonly files: readonly string[];
};

/** Bundles our own files into one ES module; packages are left to the installer of the derived folder unless `alsoPackages`. */
export async function bundleEntry(file: string, platform: 'node' | 'browser', alsoPackages = false): Promise<Bundle> {
  const result = await build({
    entryPoints: [join(ROOT, file)],
    absWorkingDir: ROOT,
    bundle: true,
    format: 'esm',
    platform,
    target: platform === 'node' ? 'node22' : 'es2022',
    packages: alsoPackages ? 'bundle' : 'external',
    jsx: 'automatic',
    write: false,
    metafile: true,
    logLevel: 'silent',
    legalComments: 'none',
    outdir: 'out',
  });
  const outputs = Object.values(result.metafile.outputs);
  const imported = outputs.flatMap((output) => output.imports);
  const packages = imported.filter(({ external, path }) => external === true && !isBuiltin(path)).map(({ path }) => packageName(path));
  return {
    code: result.outputFiles.map((output) => output.text).join('\n'),
    exports: outputs.flatMap((output) => output.exports).sort(),
    packages: [...new Set(packages)].sort(),
    files: Object.keys(result.metafile.inputs).sort(),
  };
}

/** `@forge/kvs/x` → `@forge/kvs`; `react/jsx-runtime` → `react`. */
function packageName(path: string): string {
  const [first = path, second] = path.split('/');
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first;
}
