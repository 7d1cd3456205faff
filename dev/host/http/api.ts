import { z } from 'zod';
import type { ApiAnswer } from '../../api';
import type { License } from '../../services';
import { uiContext } from '../context';
import { InvokeError } from '../functions';
import type { Host, HostOptions } from '../host';
import type { HostedApp } from '../app';
import { text, type Answer, type Asked } from './exchange';

const Place = z.object({ site: z.string(), appKey: z.string() });
const LicenseShape = z.object({
  active: z.boolean(),
  type: z.string(),
  billingPeriod: z.string().nullable().default(null),
  ccpEntitlementId: z.string().nullable().default(null),
  ccpEntitlementSlug: z.string().nullable().default(null),
  isEvaluation: z.boolean().default(false),
  subscriptionEndDate: z.string().nullable().default(null),
  supportEntitlementNumber: z.null().default(null),
  trialEndDate: z.string().nullable().default(null),
  capabilitySet: z.enum(['capabilityStandard', 'capabilityAdvanced']).nullable().default(null),
}) satisfies z.ZodType<License>;
const Bridge = Place.extend({
  accountId: z.string().nullable(),
  moduleKey: z.string(),
  extension: z.record(z.string(), z.unknown()).default({}),
  cmd: z.string(),
  payload: z.unknown().optional(),
});
const Export = Place.extend({
  accountId: z.string().nullable(),
  moduleKey: z.string(),
  exportType: z.enum(['pdf', 'word', 'other']),
  config: z.record(z.string(), z.unknown()),
  contentId: z.string(),
});
const InvokePayload = z.object({ functionKey: z.string(), payload: z.unknown().optional() });
const Faults = z.object({
  fault: z.object({ duplicate: z.boolean().optional(), failNext: z.number().int().min(0).optional(), reorder: z.boolean().optional() }),
});

export type ApiParts = {
  readonly host: Host;
  readonly options: HostOptions;
  readonly apps: ReadonlyMap<string, HostedApp>;
  readonly sites: () => unknown;
  readonly status: () => unknown;
};

const SHOWN_SINK_EVENTS = 200;

/** `/__dev/api/*`: one entry a route. What it returns is the `value` of the answer. */
const ROUTES: Readonly<Record<string, (parts: ApiParts, body: unknown) => unknown>> = {
  'GET sites': ({ sites, options }) => ({ sites: sites(), links: options.links ?? [] }),
  'GET status': ({ status }) => status(),
  'GET deadletters': ({ host }) => host.deadLetters(),
  'GET sink': async ({ options }) => (await options.sink?.(SHOWN_SINK_EVENTS))?.slice(0, SHOWN_SINK_EVENTS) ?? [],
  'POST bridge': (parts, body) => answerBridge(parts, Bridge.parse(body)),
  'POST export': ({ host }, body) => host.exportMacro(Export.parse(body)),
  'POST trigger': ({ host }, body) => {
    const { site, appKey, key } = Place.extend({ key: z.string() }).parse(body);
    return host.runTrigger(site, appKey, key);
  },
  'POST queue': ({ host }, body) => {
    const { duplicate, failNext, reorder } = Faults.parse(body).fault;
    host.queueFaults({
      ...(duplicate === undefined ? {} : { duplicate }),
      ...(failNext === undefined ? {} : { failNext }),
      ...(reorder === undefined ? {} : { reorder }),
    });
    return null;
  },
  'POST clock': async ({ host, status }, body) => {
    await host.advance(z.object({ advanceMs: z.number().min(0) }).parse(body).advanceMs);
    return status();
  },
  'POST sql': async ({ host, options }, body) => {
    const { site, appKey, text: statement } = Place.extend({ text: z.string() }).parse(body);
    const engine = await options.sqlEngineFor(host.installation(appKey, site).installationId);
    const startedAt = performance.now();
    const { rows } = await engine.execute(statement, []);
    const columns = Object.keys(rows[0] ?? {});
    return { columns, rows: rows.map((row) => columns.map((column) => cellOf(row[column]))), tookMs: performance.now() - startedAt };
  },
  'POST egress': ({ host }, body) => {
    const { site, appKey, allow } = Place.extend({ allow: z.boolean() }).parse(body);
    host.setAnalyticsEgress(appKey, site, allow);
    return null;
  },
  'POST license': ({ host }, body) => {
    const { site, appKey, license } = Place.extend({ license: LicenseShape.nullable() }).parse(body);
    host.setLicense(appKey, site, license);
    return null;
  },
  'POST cost': ({ host, status }, body) => {
    z.object({ reset: z.literal(true) }).parse(body);
    host.resetCost();
    return status();
  },
};

const cellOf = (value: unknown): string | number | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'number' || typeof value === 'string'
      ? value
      : value instanceof Uint8Array
        ? `0x${Buffer.from(value).toString('hex').slice(0, 64)}`
        : JSON.stringify(value);

function answerBridge(
  { host, apps }: ApiParts,
  { site, appKey, accountId, moduleKey, extension, cmd, payload }: z.infer<typeof Bridge>,
): unknown {
  switch (cmd) {
    case 'invoke': {
      const { functionKey, payload: sent } = InvokePayload.parse(payload);
      return host.invoke({ site, appKey, accountId, moduleKey, functionKey, payload: sent, extension });
    }
    case 'getContext': {
      const app = apps.get(appKey);
      const module = app?.manifest.ui.find((candidate) => candidate.key === moduleKey);
      if (app === undefined || module === undefined) throw new InvokeError('NotFound', `No module "${moduleKey}"`);
      const user = app.users(site).find((candidate) => candidate.accountId === accountId) ?? null;
      return uiContext(
        {
          app,
          installation: host.installation(appKey, site),
          functionKey: module.functionKey ?? '',
          moduleType: module.type,
          moduleKey,
          user,
        },
        extension,
      );
    }
    default:
      throw new InvokeError('NotFound', `The local host does not emulate the bridge command "${cmd}"`);
  }
}

/** Only the host's own pages may ask: a page of another origin, Custom UI included, is turned away. */
export async function answerApi(parts: ApiParts, asked: Asked): Promise<Answer> {
  const { origin } = asked.headers;
  if (origin !== undefined && origin !== asked.url.origin) return text(403, 'Another origin');
  if (asked.method === 'POST' && asked.headers['content-type']?.startsWith('application/json') !== true) return text(415, 'JSON only');
  const route = ROUTES[`${asked.method} ${asked.url.pathname.slice('/__dev/api/'.length)}`];
  if (route === undefined) return text(404, 'No such route');
  return text(200, JSON.stringify(await answered(route, parts, asked)), 'application/json; charset=utf-8');
}

async function answered(route: (parts: ApiParts, body: unknown) => unknown, parts: ApiParts, asked: Asked): Promise<ApiAnswer<unknown>> {
  try {
    const value = await route(parts, asked.method === 'POST' ? (JSON.parse(asked.body.toString('utf8')) as unknown) : undefined);
    return { ok: true, value: value ?? null };
  } catch (error) {
    return {
      ok: false,
      error:
        error instanceof Error
          ? { name: error.name, message: error instanceof z.ZodError ? z.prettifyError(error) : error.message }
          : { name: 'Error', message: String(error) },
    };
  }
}
