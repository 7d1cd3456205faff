import { sendEgress, type Refusal } from '../egress/egress';
import { MAX_REQUEST_MS, MAX_REQUESTS_PER_INVOCATION_PER_MINUTE } from '../egress/limits';
import type { MeteredService } from '../meter/prices';
import type { ProductService } from '../product/service';
import type { QueueScope } from '../queue/service';
import type { Service, ServiceRequest, ServiceResponse } from '../services';
import { json } from '../services';
import { answerGraphql } from '../webtrigger/graphql';
import type { WebtriggerRegistry } from '../webtrigger/registry';
import { idInUrl } from '../webtrigger/registry';
import type { CallScope } from './invoker';
import { createRateWindow } from './rate-window';
import type { Clock } from './clock';
import type { AppCall, CallAnswer } from './worker/messages';

export type CallServices = {
  readonly clock: Clock;
  readonly kvs: Service;
  readonly sql: Service;
  readonly queue: (scope: QueueScope, request: ServiceRequest) => ServiceResponse | null;
  readonly product: ProductService;
  readonly webtriggers: WebtriggerRegistry;
  /** Host name to the base URL of the local server that stands for it. */
  readonly network: Readonly<Record<string, string>>;
  readonly refusal: () => Refusal;
  /** Where this host itself is reached, for web triggers that an app calls. */
  readonly ownUrl: () => string;
  readonly maxRequestMs?: number | undefined;
};

/** Answers whatever running app code asks of the platform or of the world. */
export function createCallRouter(services: CallServices): (scope: CallScope, call: AppCall, signal: AbortSignal) => Promise<CallAnswer> {
  const egressRate = createRateWindow({ now: services.clock.now, limit: MAX_REQUESTS_PER_INVOCATION_PER_MINUTE });

  const route = (url: URL): string | null => {
    const trigger = idInUrl(url);
    if (trigger !== null) return `${services.ownUrl()}/__dev/webtrigger/${trigger.id}${trigger.userPath}${url.search}`;
    const base = services.network[url.hostname];
    return base === undefined ? null : `${base}${url.pathname}${url.search}`;
  };

  const egress = async (scope: CallScope, call: AppCall, signal: AbortSignal): Promise<CallAnswer> => {
    scope.calls.push('egress');
    if (!egressRate.take(scope.invocationId))
      return { ok: true, status: 429, headers: { 'forge-proxy-error': 'RATE_LIMITED' }, body: 'Too many requests of this invocation' };
    const { installation, occasion } = scope;
    return sendEgress(
      {
        entries: occasion.app.manifest.egress,
        allowAnalytics: installation.allowAnalyticsEgress,
        call,
        signal,
        maxMs: services.maxRequestMs ?? MAX_REQUEST_MS,
      },
      route,
      services.refusal(),
    );
  };

  const stargate = (scope: CallScope, call: AppCall, request: ServiceRequest): ServiceResponse => {
    const queued = services.queue({ ...scope, originId: scope.originId }, request);
    if (queued !== null) return noting(scope, 'queue', queued);
    if (request.path === '/graphql')
      return noting(
        scope,
        'product',
        answerGraphql(services.webtriggers, () => scope.occasion.app.manifest.webtriggers.map((trigger) => trigger.key), scope, request),
      );
    return product(scope, call, request);
  };
  const product = (scope: CallScope, { meta }: AppCall, request: ServiceRequest): ServiceResponse =>
    noting(
      scope,
      'product',
      services.product.answer(
        scope,
        {
          remote: textOf(meta.remote),
          provider: textOf(meta.provider),
          accountId: typeof meta.accountId === 'string' ? meta.accountId : null,
        },
        request,
      ),
    );

  return async (scope, call, signal) => {
    if (call.target === 'egress') return egress(scope, call, signal);
    const request: ServiceRequest = {
      path: call.url,
      method: call.method,
      headers: call.headers,
      body: typeof call.body === 'string' || call.body === null ? call.body : Buffer.from(call.body).toString('utf8'),
    };
    const type = textOf(call.meta.type);
    switch (type) {
      case 'kvs':
        return { ok: true, ...noting(scope, 'kvs', await services.kvs(scope, request)) };
      case 'sql':
        return { ok: true, ...noting(scope, 'sql', await services.sql(scope, request)) };
      case 'fpp':
        return { ok: true, ...(call.meta.remote === 'stargate' ? stargate(scope, call, request) : product(scope, call, request)) };
      default:
        return { ok: true, ...json(501, { code: 'NOT_EMULATED', message: `The local host does not emulate "${type}"` }) };
    }
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function noting(scope: CallScope, service: MeteredService, answer: ServiceResponse): ServiceResponse {
  scope.calls.push(service);
  return answer;
}
