import { refusal, rowsAnswer, jsonAnswer, type Answer, type Ask } from './answer';
import { statusOf, type ReportExport } from './exports';
import { hrefOf, REPORT_PATH } from './links';
import type { Quirks } from './quirks';
import type { SideReport } from './side-reports';
import type { MarketplaceVendor, Reports, Row } from './vendor';

export type Reporting = {
  readonly vendor: Pick<MarketplaceVendor, 'vendorId' | 'developerId' | 'products'>;
  readonly reports: Reports;
  readonly side: Record<SideReport, Row[]>;
  readonly exports: Map<string, ReportExport>;
  readonly now: () => number;
  quirks: Quirks;
};

const DEFAULT_PAGE = 10;
const MAX_PAGE = 50;
export const UNKNOWN = refusal(404, 'The requested resource does not exist');

export function sizeOf(limit: string | null): number {
  const asked = Number(limit ?? DEFAULT_PAGE);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_PAGE) : DEFAULT_PAGE;
}

export function status({ vendor, quirks }: Reporting, known: ReportExport): Answer {
  known.polls += 1;
  if (known.fate === 'lose') return UNKNOWN;
  const path = known.report === 'attribution' ? `async/export/${known.id}` : `${REPORT_PATH[known.report]}/async/export/${known.id}`;
  const link = (tail: string): { href: string } => ({ href: hrefOf(vendor.developerId, path + tail, quirks) });
  return jsonAnswer(200, {
    _links: { self: link('/status'), query: link('/status'), download: link('') },
    export: { id: known.id, status: statusOf(known, quirks) },
  });
}

export function download({ quirks }: Reporting, known: ReportExport, ask: Ask): Answer {
  if (known.fate === 'lose') return UNKNOWN;
  const state = statusOf(known, quirks);
  if (state === 'FAILED') return refusal(502, 'Export failed');
  if (state !== 'COMPLETED') return refusal(404, 'Export is being processed');
  // The format was chosen when the export was asked for.
  const whole = rowsAnswer(known.rows, { params: known.params, accept: ask.accept });
  return known.fate === 'truncate' ? { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length * 0.7)) } : whole;
}
