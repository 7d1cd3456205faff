import { access, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { bundleEntry } from './bundle';
import { type DeriveOptions, deriveManifest, derivedResourcePath } from './derive-manifest';
import { type Manifest, ROOT, readManifest } from './manifest';
import { type Role, entryFiles } from './roles';

const RootPackage = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.unknown()).default({}),
});

export type DerivedApp = { readonly folder: string; readonly manifest: Manifest };

/**
 * Writes a role's complete deployable folder: manifest.yml, src/index.js, UI Kit scripts, built pages, package.json.
 * The folder is replaced as a whole at the end, so that a host that serves it never sees half of it.
 */
export async function deriveApp(role: Role, outDir: string = join(ROOT, 'dist', role), options: DeriveOptions = {}): Promise<DerivedApp> {
  const source = await readManifest();
  const manifest = deriveManifest(source, role, options);
  const building = `${outDir}.${String(process.pid)}.new`;
  await rm(building, { recursive: true, force: true });
  await mkdir(join(building, 'src'), { recursive: true });

  const entry = await bundleEntry(entryFiles[role], 'node');
  await writeFile(join(building, 'src/index.js'), entry.code);
  const packages = new Set(entry.packages);
  const kept = new Set(manifest.resources.map(({ key }) => key));
  for (const { key, path } of source.resources) {
    if (!kept.has(key)) continue;
    for (const name of await writeResource(building, path, role)) packages.add(name);
  }
  await writeFile(join(building, 'package.json'), await packageJson(role, [...packages].sort()));
  const header = `# Derived from ../../manifest.yml for the ${role} app by \`npm run manifest -- --role ${role}\`. Edit that one.\n`;
  await writeFile(join(building, 'manifest.yml'), header + stringify(manifest, { aliasDuplicateObjects: false }));

  await replace(building, outDir);
  return { folder: outDir, manifest };
}

const PAGE_SCOPE: Record<Role, string> = { customer: 'site', vendor: 'vendor' };

/** UI Kit: one script, its packages returned. Custom UI: the built folder, copied, and told in its `data-scope` whose app it is. */
async function writeResource(folder: string, path: string, role: Role): Promise<readonly string[]> {
  const target = join(folder, derivedResourcePath(path));
  await mkdir(dirname(target), { recursive: true });
  if (/\.tsx?$/.test(path)) {
    const bundle = await bundleEntry(path, 'browser');
    await writeFile(target, bundle.code);
    return bundle.packages;
  }
  const built = join(ROOT, path);
  await access(join(built, 'index.html')).catch((cause: unknown) => {
    throw new Error(`${path} is not built; \`npm run manifest\` and \`npm start\` build it`, { cause });
  });
  await cp(built, target, { recursive: true });
  const page = join(target, 'index.html');
  await writeFile(page, (await readFile(page, 'utf8')).replace('data-scope="vendor"', `data-scope="${PAGE_SCOPE[role]}"`));
  return [];
}

/** Exactly what the scripts import, at the versions that were tested here. */
async function packageJson(role: Role, packages: readonly string[]): Promise<string> {
  const root = RootPackage.parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
  const dependencies = packages.map((name) => {
    const version = root.dependencies[name];
    if (version === undefined) throw new Error(`The ${role} app imports ${name}, which package.json does not list under dependencies`);
    return [name, version] as const;
  });
  const content = {
    name: `tidemark-${role}`,
    version: root.version,
    private: true,
    license: root.license,
    dependencies: Object.fromEntries(dependencies),
    overrides: root.overrides,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

async function replace(building: string, outDir: string): Promise<void> {
  const old = `${building}.old`;
  const existed = await access(outDir).then(
    () => true,
    () => false,
  );
  if (existed) await rename(outDir, old);
  await mkdir(dirname(outDir), { recursive: true });
  await rename(building, outDir);
  await rm(old, { recursive: true, force: true });
}
