import { randomUUID } from 'node:crypto';
import type { ExportFate, Quirks } from './quirks';
import type { Report, Row } from './vendor';

export type ExportStatus = 'QUEUED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
export type ReportExport = {
  readonly id: string;
  readonly report: Report | 'attribution';
  readonly params: URLSearchParams;
  readonly fate: ExportFate;
  /** The rows as they were when the export was asked for. */
  readonly rows: readonly Row[];
  polls: number;
};

/** Takes the rows now; the fate is the next of the queue, else to complete. */
export function beginExport(report: ReportExport['report'], params: URLSearchParams, rows: readonly Row[], quirks: Quirks): ReportExport {
  return {
    id: randomUUID(),
    report,
    params,
    rows: repeated(rows, quirks.repeatsEvery),
    fate: quirks.nextExports.shift() ?? 'complete',
    polls: 0,
  };
}

/** The rows backwards, some of them twice, the copies far from each other. */
function repeated(rows: readonly Row[], every: number): readonly Row[] {
  return every === 0 ? rows : [...rows.toReversed(), ...rows.filter((_, index) => index % every === 0)];
}

/** Where an export stands after this many polls. It moves only when it is asked about, so no test has to wait. */
export function statusOf({ fate, polls }: ReportExport, quirks: Quirks): ExportStatus {
  if (polls <= quirks.exportPolls) return 'QUEUED';
  if (fate === 'stall' || polls <= quirks.exportPolls * 2) return 'IN_PROGRESS';
  return fate === 'fail' ? 'FAILED' : 'COMPLETED';
}
