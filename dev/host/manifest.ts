import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { EntitySchema } from '../kvs/entity';

const Key = z.string().min(1);
const FunctionModule = z.looseObject({
  key: Key,
  handler: z.string().regex(/^[\w/-]+\.\w+$/),
  timeoutSeconds: z.number().min(1).max(900).optional(),
});
const ScheduledTrigger = z.looseObject({
  key: Key,
  function: Key,
  interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
  filter: z.looseObject({ appIsLicensed: z.boolean().optional() }).optional(),
});
const Consumer = z.looseObject({ key: Key, queue: Key, function: Key });
const EventTrigger = z.looseObject({
  key: Key,
  function: Key,
  events: z.array(z.union([z.string(), z.looseObject({ eventType: z.string() }).transform((event) => event.eventType)])),
});
const PreUninstall = z.looseObject({ key: Key, function: Key });
const StaticOutput = z.looseObject({ key: Key, statusCode: z.number(), contentType: z.string().optional(), body: z.string().optional() });
const Webtrigger = z.looseObject({
  key: Key,
  function: Key,
  response: z
    .looseObject({ type: z.enum(['static', 'dynamic']).default('dynamic'), outputs: z.array(StaticOutput).default([]) })
    .default({ type: 'dynamic', outputs: [] }),
});
const UiModule = z.looseObject({
  key: Key,
  title: z.union([z.string(), z.looseObject({ i18n: z.string() }).transform((title) => title.i18n)]).optional(),
  resource: Key,
  resolver: z.looseObject({ function: Key.optional() }).optional(),
  render: z.enum(['native', 'default']).optional(),
  /** Where a gadget or a macro is set up. */
  edit: z.looseObject({ resource: Key }).optional(),
  config: z.looseObject({ resource: Key }).optional(),
  adfExport: z.looseObject({ function: Key }).optional(),
});
const EgressEntry = z.union([
  z.string().transform((address) => ({ address, category: undefined })),
  z.looseObject({ address: z.string(), category: z.string().optional() }),
]);

const Entity = z.object({
  name: z.string(),
  attributes: z.record(z.string(), z.object({ type: z.enum(['string', 'integer', 'float', 'boolean', 'any']) })),
  indexes: z
    .array(z.union([z.string(), z.object({ name: z.string(), range: z.array(z.string()), partition: z.array(z.string()).default([]) })]))
    .default([]),
}) satisfies z.ZodType<EntitySchema>;

const Manifest = z.looseObject({
  app: z.looseObject({
    id: z.string().startsWith('ari:cloud:ecosystem::app/'),
    runtime: z.looseObject({ name: z.string(), memoryMB: z.number().optional() }),
    licensing: z.looseObject({ enabled: z.boolean() }).optional(),
    storage: z.looseObject({ entities: z.array(Entity).default([]) }).optional(),
  }),
  modules: z.record(z.string(), z.array(z.looseObject({ key: Key.optional() }))),
  resources: z.array(z.looseObject({ key: Key, path: z.string() })).default([]),
  permissions: z
    .looseObject({
      scopes: z.array(z.string()).default([]),
      content: z.unknown().optional(),
      external: z.looseObject({ fetch: z.looseObject({ backend: z.array(EgressEntry).default([]) }).optional() }).optional(),
    })
    .default({ scopes: [] }),
});

export type FunctionDeclaration = {
  readonly key: string;
  readonly handler: { readonly file: string; readonly name: string };
  readonly timeoutSeconds: number | undefined;
};
export type UiDeclaration = {
  readonly type: string;
  readonly key: string;
  readonly title: string;
  readonly render: 'native' | 'custom';
  readonly resource: string;
  readonly functionKey: string | null;
  /** The resource in which a gadget or a macro is set up; null for modules without settings. */
  readonly formResource: string | null;
  /** The function that says what stands for a macro in an exported page. */
  readonly exportFunctionKey: string | null;
};
export type AppManifest = {
  readonly appId: string;
  readonly memoryMB: number | undefined;
  readonly licensed: boolean;
  readonly scopes: readonly string[];
  /** As the manifest has them, for whoever enforces them. */
  readonly rawPermissions: Readonly<Record<string, unknown>>;
  readonly egress: readonly { readonly address: string; readonly category: string | undefined }[];
  readonly entities: readonly EntitySchema[];
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  readonly schedules: readonly z.infer<typeof ScheduledTrigger>[];
  readonly consumers: readonly z.infer<typeof Consumer>[];
  readonly eventTriggers: readonly z.infer<typeof EventTrigger>[];
  readonly preUninstalls: readonly z.infer<typeof PreUninstall>[];
  readonly webtriggers: readonly z.infer<typeof Webtrigger>[];
  readonly ui: readonly UiDeclaration[];
  readonly resources: ReadonlyMap<string, string>;
  /** What this app declares and the host does not emulate, by name. */
  readonly unsupported: readonly string[];
};

const BACKEND_MODULES = new Set(['function', 'scheduledTrigger', 'consumer', 'trigger', 'preUninstall', 'webtrigger', 'sql']);
const LIFECYCLE_EVENTS = new Set(['avi:forge:installed:app', 'avi:forge:upgraded:app']);

/** Reads `manifest.yml` of an app folder. A manifest that the host cannot read is an error that names the place. */
export async function loadManifest(folder: string): Promise<AppManifest> {
  const file = join(folder, 'manifest.yml');
  return readManifest(parse(await readFile(file, 'utf8')), file);
}

export function readManifest(source: unknown, file = 'manifest.yml'): AppManifest {
  const parsed = Manifest.safeParse(source);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const { app, modules, resources, permissions } = parsed.data;
  const unsupported: string[] = [];
  const list = <T extends z.ZodType>(type: string, shape: T): z.infer<T>[] =>
    (modules[type] ?? []).flatMap((module) => {
      const entry = shape.safeParse(module);
      if (entry.success) return [entry.data];
      unsupported.push(
        `${type} ${module.key ?? ''}: ${entry.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
      );
      return [];
    });

  const ui = Object.keys(modules)
    .filter((type) => !BACKEND_MODULES.has(type))
    .flatMap((type) => {
      if (!(modules[type] ?? []).some((module) => 'resource' in module)) {
        unsupported.push(`module ${type}`);
        return [];
      }
      return list(type, UiModule).map((module) => uiDeclaration(type, module));
    });
  const eventTriggers = list('trigger', EventTrigger);
  unsupported.push(
    ...eventTriggers.flatMap((trigger) => trigger.events.filter((event) => !LIFECYCLE_EVENTS.has(event)).map((event) => `event ${event}`)),
  );
  for (const section of ['remotes', 'providers', 'connectModules', 'services'] as const)
    if (section in parsed.data) unsupported.push(section);

  return {
    appId: app.id.slice('ari:cloud:ecosystem::app/'.length),
    memoryMB: app.runtime.memoryMB,
    licensed: app.licensing?.enabled ?? false,
    scopes: permissions.scopes,
    rawPermissions: permissions,
    egress: (permissions.external?.fetch?.backend ?? []).map(({ address, category }) => ({ address, category })),
    entities: app.storage?.entities ?? [],
    functions: new Map(list('function', FunctionModule).map((entry) => [entry.key, functionDeclaration(entry)])),
    schedules: list('scheduledTrigger', ScheduledTrigger),
    consumers: list('consumer', Consumer),
    eventTriggers,
    preUninstalls: list('preUninstall', PreUninstall),
    webtriggers: list('webtrigger', Webtrigger),
    ui,
    resources: new Map(resources.map((resource) => [resource.key, resource.path])),
    unsupported,
  };
}

function functionDeclaration(entry: z.infer<typeof FunctionModule>): FunctionDeclaration {
  const dot = entry.handler.lastIndexOf('.');
  return {
    key: entry.key,
    handler: { file: entry.handler.slice(0, dot), name: entry.handler.slice(dot + 1) },
    timeoutSeconds: entry.timeoutSeconds,
  };
}

function uiDeclaration(type: string, module: z.infer<typeof UiModule>): UiDeclaration {
  return {
    type,
    key: module.key,
    title: module.title ?? module.key,
    render: module.render === 'native' ? 'native' : 'custom',
    resource: module.resource,
    functionKey: module.resolver?.function ?? null,
    formResource: module.edit?.resource ?? module.config?.resource ?? null,
    exportFunctionKey: module.adfExport?.function ?? null,
  };
}
