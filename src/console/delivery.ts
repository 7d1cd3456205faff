import type { AuditDay, DeliveryReport, DeliveryRequest, DestinationHealth, LettersPage, LettersRequest } from '../contract/delivery';
import { DESTINATION_KEYS, httpDestination, isAnalyticsHost } from '../delivery/destinations';
import type { DestinationKey } from '../delivery/destinations';
import { HEALTH_KEY, HEALTHY, readHealth } from '../delivery/health';
import type { HealthBook } from '../delivery/health';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort, VariablesPort } from '../platform/ports';
import { deliveryAudit, lastDelivered } from '../store/queries/delivery-audit';
import type { AuditSum } from '../store/queries/delivery-audit';
import { lettersPage } from '../store/queries/letters-page';
import { refusalCounts } from '../store/queries/refusal-counts';
import { estimatedDollars } from './delivery-cost';

export type DeliveryScreenPorts = {
  readonly sql: SqlPort;
  readonly kvs: Pick<KvsPort, 'get'>;
  readonly variables: VariablesPort;
  readonly clock: ClockPort;
};

/** Health of each destination, what became of everything captured, and what that cost. Days are UTC; the running day is included. */
export async function deliveryReport(
  ports: DeliveryScreenPorts,
  { scope, canChange }: { readonly scope: 'vendor' | 'site'; readonly canChange: boolean },
  request: DeliveryRequest,
): Promise<DeliveryReport> {
  const now = ports.clock();
  const today = dayNumberOf(now);
  const from = today + 1 - request.days;
  const sums = await deliveryAudit(ports.sql, from, today + 1);
  const last = await lastDelivered(ports.sql, from);
  const health = readHealth(await ports.kvs.get(HEALTH_KEY));
  const batches = Math.max(0, ...DESTINATION_KEYS.map((key) => total(sums, key, 'batches')));
  const events = Math.max(0, ...DESTINATION_KEYS.map((key) => total(sums, key, 'events')));
  const requests = sums.filter(({ destination }) => destination !== 'store').reduce((sum, each) => sum + each.batches + each.repeats, 0);
  const dollars = estimatedDollars({ batches, requests, events, stores: total(sums, 'store', 'batches') > 0 });
  return {
    scope,
    canChange,
    asOfDay: dayFromNumber(today),
    generatedAt: new Date(now).toISOString(),
    destinations: DESTINATION_KEYS.filter((key) => key !== 'store' || scope === 'site').map((key) => ({
      ...standing(ports, key, health),
      lastDeliveredAt: last.get(key) ?? null,
      days: Array.from({ length: request.days }, (_, index) => auditDay(sums, key, from + index)),
    })),
    letters: await listLetters(ports, request.letters),
    refusals: await refusalCounts(ports.sql, from, today + 1),
    cost: { events, batches, dollars, dollarsPerMillion: events === 0 ? null : (dollars / events) * 1_000_000 },
  };
}

export async function listLetters(ports: Pick<DeliveryScreenPorts, 'sql'>, request: LettersRequest): Promise<LettersPage> {
  const { rows, total: length } = await lettersPage(ports.sql, request);
  return { rows: rows.map(({ letter_id: letterId, ...row }) => ({ letterId, ...row })), total: length };
}

/** Where a destination is and how it does. */
function standing(
  ports: DeliveryScreenPorts,
  key: DestinationKey,
  health: HealthBook,
): Omit<DestinationHealth, 'lastDeliveredAt' | 'days'> {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  if (key === 'store') {
    const state = ports.variables('OWN_STORE') === 'off' ? 'off' : 'on';
    return { destination: key, state, host: null, since: null, reason: null, nextTryAt: null, keepsBadge: true };
  }
  const target = httpDestination(key, ports.variables);
  if (target === null) return { destination: key, state: 'off', host: null, since: null, reason: null, nextTryAt: null, keepsBadge: true };
  const { state, since, reason, nextTryAt } = health[key] ?? HEALTHY;
  const hostname = URL.canParse(target.url) ? new URL(target.url).hostname : null;
  return {
    destination: key,
    state,
    host: hostname,
    since: instant(since),
    reason,
    nextTryAt: instant(nextTryAt),
    keepsBadge: hostname === null || isAnalyticsHost(hostname),
  };
}

function total(sums: readonly AuditSum[], key: DestinationKey, figure: 'events' | 'batches'): number {
  return sums.reduce((sum, row) => (row.destination === key ? sum + row[figure] : sum), 0);
}

function auditDay(sums: readonly AuditSum[], key: DestinationKey, day: number): AuditDay {
  const own = sums.filter((row) => row.destination === key && row.day === day);
  const of = (state: AuditSum['state']) => own.reduce((sum, row) => (row.state === state ? sum + row.events : sum), 0);
  return {
    day: dayFromNumber(day),
    captured: own.reduce((sum, row) => sum + row.events, 0),
    delivered: of('delivered'),
    pending: of('pending'),
    parked: of('parked'),
    dead: of('dead'),
    refused: of('refused'),
    repeats: own.reduce((sum, row) => sum + row.repeats, 0),
  };
}
