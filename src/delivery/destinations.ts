import type { HttpPort, VariablesPort } from '../platform/ports';
import type { SegmentCall } from './envelope';
import { outcomeOfAnswer, outcomeOfSilence } from './outcome';
import type { DeliveryOutcome } from './outcome';

/** `store` is this installation's own database; the others speak the Segment protocol over HTTP. */
export type DestinationKey = 'segment' | 'journy' | 'intake' | 'store';
export type HttpDestinationKey = Exclude<DestinationKey, 'store'>;

/** Where a batch goes and with which key, read from Forge variables. */
export type HttpDestination = {
  readonly key: HttpDestinationKey;
  readonly url: string;
  readonly writeKey: string;
  readonly secret: string | null;
};

const LIBRARY = { name: 'tidemark', version: '0.1.0' };

/** One row per destination: a new one is a new row. A destination without a write key is switched off. */
const HTTP_DESTINATIONS: Record<HttpDestinationKey, (variable: VariablesPort) => HttpDestination | null> = {
  segment: (variable) =>
    destination('segment', `https://${variable('SEGMENT_HOST') ?? 'api.segment.io'}/v1/batch`, variable('SEGMENT_WRITE_KEY'), null),
  journy: (variable) =>
    destination('journy', `https://${variable('JOURNY_HOST') ?? 'analyze.journy.io'}/backend/v1/batch`, variable('JOURNY_WRITE_KEY'), null),
  intake: (variable) => {
    const url = variable('INTAKE_URL');
    return url === undefined
      ? null
      : destination('intake', `${url}/v1/batch`, variable('INTAKE_WRITE_KEY'), variable('INTAKE_SECRET') ?? null);
  },
};
const HTTP_KEYS = Object.keys(HTTP_DESTINATIONS) as HttpDestinationKey[];
export const DESTINATION_KEYS: readonly DestinationKey[] = [...HTTP_KEYS, 'store'];

/** Hosts that an app may call under the category `analytics`, which keeps it eligible for Runs on Atlassian. */
const ANALYTICS_HOSTS = /^(api\.segment\.io|.+\.api\.segment\.io|.+\.journy\.io)$/;
export function isAnalyticsHost(hostname: string): boolean {
  return ANALYTICS_HOSTS.test(hostname);
}

function destination(key: HttpDestinationKey, url: string, writeKey: string | undefined, secret: string | null): HttpDestination | null {
  return writeKey === undefined || writeKey === '' ? null : { key, url, writeKey, secret };
}

export function httpDestination(key: HttpDestinationKey, variable: VariablesPort): HttpDestination | null {
  return HTTP_DESTINATIONS[key](variable);
}

/** The destinations that are switched on. The own store is on unless `OWN_STORE` is `off`. */
export function enabledDestinations(variable: VariablesPort): DestinationKey[] {
  const http = HTTP_KEYS.filter((key) => httpDestination(key, variable) !== null);
  return variable('OWN_STORE') === 'off' ? http : [...http, 'store'];
}

export type SendOptions = {
  readonly timeoutMs: number;
  readonly attempt: number;
  readonly spread: number;
  readonly now: number;
  readonly sign: (body: string, secret: string) => string;
};

/** Posts one batch and says what became of it. Never throws for anything the far side does. */
export async function sendBatch(
  http: HttpPort,
  target: HttpDestination,
  calls: readonly SegmentCall[],
  options: SendOptions,
): Promise<DeliveryOutcome> {
  const body = JSON.stringify({
    batch: calls.map((call) => ({ ...call, context: { ...call.context, library: LIBRARY } })),
    writeKey: target.writeKey,
    sentAt: new Date(options.now).toISOString(),
  });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${target.writeKey}:`).toString('base64')}`,
  };
  if (target.secret !== null) headers['x-signature'] = options.sign(body, target.secret);
  if (options.attempt > 0) headers['x-retry-count'] = String(options.attempt);
  const answer = await http({ url: target.url, method: 'POST', headers, body, timeoutMs: options.timeoutMs });
  switch (answer.kind) {
    case 'egress-blocked':
      return { kind: 'refused', reason: 'egress-off' };
    case 'unreachable':
      return outcomeOfSilence(options.attempt, options.spread);
    case 'answered':
      return outcomeOfAnswer(answer, options.attempt, options.spread);
  }
}
