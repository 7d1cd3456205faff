import type { HttpOutcome, HttpPort } from '../src/platform/ports';

type Row = Record<string, unknown>;

/** A Marketplace in memory: exports take two looks to be ready, windows and `lastUpdated` select rows. `fault` answers first when it wants to. */
export function memoryMarketplace(rows: { licences: Row[]; transactions: Row[] }) {
  const exports = new Map<string, { rows: Row[]; looks: number }>();
  const world = { rows, requests: [] as string[], fault: (_url: string): HttpOutcome | null => null, http: {} as HttpPort };
  const ok = (body: unknown): HttpOutcome => ({ kind: 'answered', status: 200, headers: {}, body: JSON.stringify(body) });
  const startOf = (row: Row) => String(((row.purchaseDetails as Row | undefined) ?? row).saleDate ?? row.maintenanceStartDate);
  world.http = ({ url, method }) => {
    world.requests.push(url);
    const faulty = world.fault(url);
    if (faulty !== null) return Promise.resolve(faulty);
    const { pathname, searchParams } = new URL(url);
    if (pathname.includes('/vendor/')) return Promise.resolve(ok({ developerId: 'dev-1' }));
    const kept = () => {
      const [from, to, since] = ['startDate', 'endDate', 'lastUpdated'].map((name) => searchParams.get(name));
      const all = pathname.includes('/licenses') ? world.rows.licences : world.rows.transactions;
      return all.filter((row) => startOf(row) >= (from ?? '') && startOf(row) <= (to ?? '9') && String(row.lastUpdated) >= (since ?? ''));
    };
    if (method === 'POST') {
      const id = `export-${String(exports.size + 1)}`;
      exports.set(id, { rows: kept(), looks: 0 });
      return Promise.resolve(ok({ export: { id } }));
    }
    if (searchParams.has('limit')) return Promise.resolve(ok({ totalCount: kept().length }));
    const found = exports.get(pathname.replace('/status', '').split('/').at(-1) ?? '');
    if (found === undefined) return Promise.resolve({ kind: 'answered', status: 404, headers: {}, body: '' });
    if (!pathname.endsWith('/status')) return Promise.resolve(ok(found.rows));
    found.looks += 1;
    return Promise.resolve(ok({ export: { status: found.looks > 1 ? 'COMPLETED' : 'IN_PROGRESS' } }));
  };
  return world;
}
export type MemoryMarketplace = ReturnType<typeof memoryMarketplace>;
