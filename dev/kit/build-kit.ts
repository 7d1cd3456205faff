import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import ts from 'typescript';
import { z } from 'zod';

const Versions = z.record(z.string(), z.string());
export const KitSource = z.object({
  version: z.string(),
  license: z.string(),
  /** Subpath of the kit to its source file. */
  exports: z.record(z.string(), z.string()),
  dependencies: Versions,
});
export type KitSource = z.infer<typeof KitSource>;

/** Packages of which an app must have exactly one copy, its own. */
const SHARED = /^(react|@forge\/.*)$/;

/** One ES module for each export, what they share apart, packages left to the app. */
export async function bundleKit(root: string, files: readonly string[], outdir: string, write = true): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...files],
    outdir,
    write,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}

/** Packages that a bundle imports at run time, without those of Node. */
export function importedPackages({ outputs }: Metafile): readonly string[] {
  const paths = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external === true).map(({ path }) => path),
  );
  const packages = paths.filter((path) => !isBuiltin(path)).map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
  return [...new Set(packages)].sort();
}

/** Writes the kit as a package of its own, scripts and types, ready for `npm pack` and for any bundler. */
export async function buildKit(root: string, source: KitSource, outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const files = Object.values(source.exports);
  const packages = importedPackages(await bundleKit(root, files, outdir));
  writeTypes(root, files, join(outdir, 'types'));
  const versions = (of: (name: string) => boolean) =>
    Object.fromEntries(packages.filter(of).map((name) => [name, source.dependencies[name] ?? '*']));
  const manifest = {
    name: 'tidemark',
    version: source.version,
    license: source.license,
    type: 'module',
    sideEffects: false,
    exports: Object.fromEntries(
      Object.entries(source.exports).map(([subpath, file]) => [
        subpath,
        { types: file.replace('./src/', './types/').replace(/\.ts$/, '.d.ts'), default: `./${basename(file, '.ts')}.js` },
      ]),
    ),
    dependencies: versions((name) => !SHARED.test(name)),
    peerDependencies: Object.fromEntries(Object.keys(versions((name) => SHARED.test(name))).map((name) => [name, '*'])),
    peerDependenciesMeta: { react: { optional: true } },
  };
  await writeFile(join(outdir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await copyFile(join(root, 'LICENSE'), join(outdir, 'LICENSE'));
}

function writeTypes(root: string, files: readonly string[], outdir: string): void {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
  const program = ts.createProgram(
    files.map((file) => join(root, file)),
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: join(root, 'src'), outDir: outdir },
  );
  const { diagnostics, emitSkipped } = program.emit();
  if (emitSkipped) throw new Error(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join('\n'));
}
