import type { Installation } from '../services';
import { BYTES_PER_GB, MB_PER_PROCESSOR, PRICES, SERVICE_LATENCY_MS, type MeteredService, type MeterName } from './prices';

export type Cost = { readonly meters: { name: string; quantity: number; unit: string; dollars: number }[]; readonly dollars: number };
type Owner = Pick<Installation, 'appKey'> & { readonly site: Pick<Installation['site'], 'slug'> };

/** What invocations would cost at the published prices, without any free allowance, by app and site. */
export type Meter = {
  readonly add: (owner: Owner, name: MeterName, quantity: number) => void;
  readonly addBytes: (owner: Owner, name: 'kvs-read' | 'kvs-write' | 'logs', bytes: number) => void;
  /** One finished invocation: how long it computed here and which services it waited for. */
  readonly addInvocation: (owner: Owner, used: { activeMs: number; memoryMB: number; calls: readonly MeteredService[] }) => void;
  readonly cost: (of?: { appKey?: string; site?: string }) => Cost;
  readonly byInstallation: () => { appKey: string; site: string; cost: Cost }[];
  readonly reset: () => void;
};

const NAMES = Object.keys(PRICES) as MeterName[];

/** GB-seconds of one invocation: computing slows down with less memory, waiting does not. */
export function gigabyteSeconds(used: { activeMs: number; memoryMB: number; calls: readonly MeteredService[] }): number {
  const computingMs = used.activeMs * Math.max(1, MB_PER_PROCESSOR / used.memoryMB);
  const waitingMs = used.calls.reduce((sum, service) => sum + SERVICE_LATENCY_MS[service], 0);
  return (used.memoryMB / 1024) * ((computingMs + waitingMs) / 1000);
}

export function createMeter(): Meter {
  const totals = new Map<string, { appKey: string; site: string; used: Map<MeterName, number> }>();

  const add: Meter['add'] = (owner, name, quantity) => {
    const key = `${owner.appKey}\u0000${owner.site.slug}`;
    const total = totals.get(key) ?? { appKey: owner.appKey, site: owner.site.slug, used: new Map<MeterName, number>() };
    total.used.set(name, (total.used.get(name) ?? 0) + quantity);
    totals.set(key, total);
  };
  const priced = (list: readonly { used: Map<MeterName, number> }[]): Cost => {
    const meters = NAMES.map((name) => {
      const quantity = list.reduce((sum, total) => sum + (total.used.get(name) ?? 0), 0);
      return { name, quantity, unit: PRICES[name].unit, dollars: quantity * PRICES[name].dollarsPerUnit };
    });
    return { meters, dollars: meters.reduce((sum, meter) => sum + meter.dollars, 0) };
  };

  return {
    add,
    addBytes: (owner, name, bytes) => {
      add(owner, name, bytes / BYTES_PER_GB);
    },
    addInvocation: (owner, used) => {
      add(owner, 'functions', gigabyteSeconds(used));
    },
    cost: (of = {}) =>
      priced(
        [...totals.values()].filter(
          (total) => (of.appKey === undefined || total.appKey === of.appKey) && (of.site === undefined || total.site === of.site),
        ),
      ),
    byInstallation: () => [...totals.values()].map((total) => ({ appKey: total.appKey, site: total.site, cost: priced([total]) })),
    reset: () => {
      totals.clear();
    },
  };
}
