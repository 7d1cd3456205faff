import { performance } from 'node:perf_hooks';
import { planSync } from '../../../src/marketplace/plan';
import { runSlice } from '../../../src/marketplace/slice';
import type { SyncPorts } from '../../../src/marketplace/slice-outcome';
import type { SqlPort } from '../../../src/platform/ports';
import { TYPED_FEEDS } from '../../../src/store/queries/sync-feed';

export type SyncFigures = {
  readonly seconds: number;
  readonly slices: number;
  readonly slowestSliceSeconds: number;
  /** The most that the sync's own objects took at the end of a step, and the heap with what waits to be collected. */
  readonly peakHeapMB: number;
  readonly statements: number;
  readonly writes: number;
  /** Bytes of the answers of the Marketplace, and rows in them as its exports say. */
  readonly bytesRead: number;
  readonly calls: number;
};

export type Meter = { statements: number; writes: number; bytesRead: number; calls: number; peakHeap: number };

export function newMeter(): Meter {
  return { statements: 0, writes: 0, bytesRead: 0, calls: 0, peakHeap: 0 };
}

/** The same ports, with a meter between them and the sync. */
export function meteredPorts(ports: SyncPorts, meter: Meter): SyncPorts {
  const look = () => {
    meter.peakHeap = Math.max(meter.peakHeap, process.memoryUsage().heapUsed);
  };
  const sql: SqlPort = {
    query: async (statement) => {
      meter.statements += 1;
      look();
      return await ports.sql.query(statement);
    },
    write: async (statement) => {
      meter.statements += 1;
      meter.writes += 1;
      look();
      return await ports.sql.write(statement);
    },
  };
  return {
    ...ports,
    sql,
    http: async (request) => {
      const answer = await ports.http(request);
      if (answer.kind === 'answered') meter.bytesRead += answer.body.length;
      look();
      return answer;
    },
    emit: (calls) => {
      meter.calls += calls.length;
      return ports.emit(calls);
    },
  };
}

/** Plans, and runs every chain to its end; a slice that is to be repeated is repeated. */
export async function measuredSync(ports: SyncPorts, meter: Meter): Promise<SyncFigures> {
  const before = { ...meter };
  meter.peakHeap = 0;
  const startedAt = performance.now();
  let slices = 0;
  let slowest = 0;
  const metered = meteredPorts(ports, meter);
  for (const first of await planSync(metered, { now: ports.clock(), feeds: TYPED_FEEDS })) {
    let slice = first;
    for (;;) {
      const sliceAt = performance.now();
      const outcome = await runSlice(metered, slice);
      slowest = Math.max(slowest, performance.now() - sliceAt);
      slices += 1;
      if (outcome.kind === 'done') break;
      if (outcome.kind !== 'next')
        throw new Error(`The sync ended with ${outcome.kind}: ${outcome.kind === 'failed' ? outcome.message : outcome.reason}`);
      slice = outcome.slice;
    }
  }
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    slices,
    slowestSliceSeconds: slowest / 1_000,
    peakHeapMB: meter.peakHeap / 1_048_576,
    statements: meter.statements - before.statements,
    writes: meter.writes - before.writes,
    bytesRead: meter.bytesRead - before.bytesRead,
    calls: meter.calls - before.calls,
  };
}
