import { type FunctionModule, functionsOf, type Manifest, type Module, modulesOf, resourcesOf } from './manifest';
import { type Role, belongsTo, egressRoles, entityRoles, licensed, memoryMB, moduleRoles, placeholderAppIds, scopeRoles } from './roles';

export type DeriveOptions = {
  /** The app's registered id; the committed placeholder when absent. */
  readonly appId?: string;
  /**
   * Lets the customer app post straight to the vendor's web trigger, for vendors without Segment. That host is no
   * analytics tool, so the app loses the Runs on Atlassian badge.
   */
  readonly directIntake?: boolean;
  /** More hosts for the backend: an EU Segment workspace, an endpoint of one's own. None is on Atlassian's list, so each costs the badge. */
  readonly egress?: readonly string[];
};

/** Where UI Kit resources lie in a derived folder: bundled, so a source file becomes one script. */
export const derivedResourcePath = (path: string): string => path.replace(/\.tsx?$/, '.js');

/** The role's manifest. Pure; throws on a module, entity, scope or egress entry that roles.ts does not know. */
export function deriveManifest(source: Manifest, role: Role, options: DeriveOptions = {}): Manifest {
  if (options.directIntake === true && role !== 'customer') throw new Error('--direct-intake is for the customer app only');
  const kept = modulesOf(source).filter(({ module }) => belongsTo(role, moduleRoles, module.key));
  const functionKeys = new Set(kept.flatMap(({ module }) => functionsOf(module)));
  const resourceKeys = new Set(kept.flatMap(({ module }) => resourcesOf(module)));
  return {
    ...source,
    app: deriveApp(
      source.app,
      role,
      options,
      kept.map(({ type }) => type),
    ),
    modules: {
      ...group(kept),
      function: source.modules.function.filter(({ key }) => functionKeys.has(key)),
    },
    resources: source.resources
      .filter(({ key }) => resourceKeys.has(key))
      .map((resource) => ({ ...resource, path: derivedResourcePath(resource.path) })),
    permissions: derivePermissions(source.permissions, role, options),
  };
}

function deriveApp(app: Manifest['app'], role: Role, options: DeriveOptions, moduleTypes: readonly string[]): Manifest['app'] {
  const { licensing, compatibility, storage, ...rest } = app;
  const entities = storage?.entities?.filter(({ name }) => belongsTo(role, entityRoles, name)) ?? [];
  const { entities: _, ...storageRest } = storage ?? {};
  // An app is offered on a product only if it has a module there, or if it cannot do without the product.
  const products = Object.entries(compatibility ?? {}).filter(
    ([product, need]) => isRequired(need) || moduleTypes.some((type) => productOf(type) === product),
  );
  return {
    ...rest,
    id: options.appId ?? placeholderAppIds[role],
    runtime: { ...app.runtime, memoryMB: memoryMB[role] },
    licensing: { ...licensing, enabled: licensed[role] },
    compatibility: Object.fromEntries(products),
    storage: entities.length > 0 ? { ...storageRest, entities } : storageRest,
  };
}

function derivePermissions(permissions: Manifest['permissions'], role: Role, options: DeriveOptions): Manifest['permissions'] {
  const backend = permissions.external.fetch.backend.filter(({ address }) => belongsTo(role, egressRoles, address));
  if (options.directIntake === true) backend.push({ address: '*.webtrigger.atlassian.app', inScopeEUD: false });
  for (const address of options.egress ?? []) backend.push({ address, inScopeEUD: false });
  return {
    ...permissions,
    scopes: permissions.scopes.filter((scope) => belongsTo(role, scopeRoles, scope)),
    external: { ...permissions.external, fetch: { ...permissions.external.fetch, backend } },
  };
}

function group(modules: readonly { type: string; module: Module }[]): Record<string, (Module | FunctionModule)[]> {
  const byType: Record<string, (Module | FunctionModule)[]> = {};
  for (const { type, module } of modules) (byType[type] ??= []).push(module);
  return byType;
}

/** Macros are Confluence's, although their type does not say so. */
const productOf = (moduleType: string): string | undefined => (moduleType === 'macro' ? 'confluence' : moduleType.split(':')[0]);

function isRequired(need: unknown): boolean {
  return typeof need === 'object' && need !== null && 'required' in need && need.required === true;
}
