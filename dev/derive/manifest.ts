import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The repository's folder, without a slash at the end. */
export const ROOT = process.cwd();

const Module = z.looseObject({
  key: z.string(),
  function: z.string().optional(),
  resource: z.string().optional(),
  resolver: z.looseObject({ function: z.string().optional() }).optional(),
  /** Where a gadget is set up. */
  edit: z.looseObject({ resource: z.string().optional() }).optional(),
  /** Where a macro is set up. */
  config: z.looseObject({ resource: z.string().optional() }).optional(),
  /** What stands for a macro in an exported page. */
  adfExport: z.looseObject({ function: z.string() }).optional(),
});
export type Module = z.infer<typeof Module>;

/** Keys of the functions that a module calls. */
export const functionsOf = ({ function: own, resolver, adfExport }: Module): string[] =>
  given([own, resolver?.function, adfExport?.function]);
/** Keys of the resources that a module shows. */
export const resourcesOf = ({ resource, edit, config }: Module): string[] => given([resource, edit?.resource, config?.resource]);
const given = (keys: readonly (string | undefined)[]): string[] => keys.filter((key) => key !== undefined);

const FunctionModule = z.looseObject({ key: z.string(), handler: z.string() });
export type FunctionModule = z.infer<typeof FunctionModule>;

const Egress = z.looseObject({ address: z.string(), category: z.string().optional(), inScopeEUD: z.boolean().optional() });
export type Egress = z.infer<typeof Egress>;

/** As much of a Forge manifest as deriving and checking it needs; what is not named here passes through untouched. */
export const Manifest = z.looseObject({
  app: z.looseObject({
    id: z.string(),
    runtime: z.looseObject({ name: z.string(), memoryMB: z.number().optional() }),
    licensing: z.looseObject({ enabled: z.boolean() }).optional(),
    compatibility: z.record(z.string(), z.unknown()).optional(),
    storage: z.looseObject({ entities: z.array(z.looseObject({ name: z.string() })).optional() }).optional(),
  }),
  modules: z.looseObject({ function: z.array(FunctionModule) }).catchall(z.array(Module)),
  resources: z.array(z.looseObject({ key: z.string(), path: z.string() })),
  permissions: z.looseObject({
    scopes: z.array(z.string()),
    external: z.looseObject({ fetch: z.looseObject({ backend: z.array(Egress) }) }),
  }),
});
export type Manifest = z.infer<typeof Manifest>;

/** Reads and checks a folder's manifest.yml; throws when a part that deriving relies on is absent. */
export async function readManifest(folder: string = ROOT): Promise<Manifest> {
  const manifest: unknown = parse(await readFile(join(folder, 'manifest.yml'), 'utf8'));
  Manifest.parse(manifest);
  // Not the parser's copy, which would put the parts in another order.
  return manifest as Manifest;
}

/** Every module that is not a function, with the type under which the manifest lists it. */
export function modulesOf(manifest: Manifest): { type: string; module: Module }[] {
  return Object.entries(manifest.modules)
    .filter(([type]) => type !== 'function')
    .flatMap(([type, modules]) => modules.map((module) => ({ type, module })));
}
