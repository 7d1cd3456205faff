import { jsonAnswer, refusal, rowsAnswer, type Answer, type Ask } from './answer';
import { download, sizeOf, status, UNKNOWN, type Reporting } from './reporting';
import { beginExport } from './exports';
import { badParameter } from './filters';
import { exportLinks, indexLinks, pageLinks, REPORT_PATH } from './links';
import { selectRows } from './select-rows';
import { sideAnswer } from './side-routes';
import type { Report, Row } from './vendor';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Answers one authenticated request. `path` starts at `/marketplace`. */
export function answer(reporting: Reporting, ask: Ask): Answer {
  const { vendor } = reporting;
  const vendorId = /^\/marketplace\/rest\/3\/developer-space\/vendor\/(\d+)$/.exec(ask.path)?.[1];
  if (vendorId !== undefined) return vendorId === String(vendor.vendorId) ? jsonAnswer(200, { developerId: vendor.developerId }) : UNKNOWN;
  const aside = sideAnswer(reporting, ask);
  if (aside !== null) return aside;
  const found = /^\/marketplace\/rest\/3\/(product-listing|reporting)\/developer-space\/([^/]+)(.*)$/.exec(ask.path);
  if (found === null) return UNKNOWN;
  const [, area, developerId = '', tail = ''] = found;
  if (!UUID.test(developerId)) return refusal(400, 'developerId is not a UUID');
  if (developerId !== vendor.developerId) return refusal(403, 'You have no role in this developer space');
  if (area === 'product-listing') return tail === '' ? productListing(reporting, ask) : UNKNOWN;
  // The published address of the index ends in a slash; the one that answers does not.
  if (tail === '') return jsonAnswer(200, { _links: indexLinks(developerId, reporting.quirks) });
  const report = (Object.keys(REPORT_PATH) as Report[]).find(
    (name) => tail === `/${REPORT_PATH[name]}` || tail.startsWith(`/${REPORT_PATH[name]}/`),
  );
  return report === undefined ? UNKNOWN : ofReport(reporting, report, tail.slice(REPORT_PATH[report].length + 1), ask);
}

function productListing({ vendor }: Reporting, { params }: Ask): Answer {
  const limit = sizeOf(params.get('limit'));
  const start = Number(params.get('cursor') ?? '0') || 0;
  const items = vendor.products.slice(start, start + limit).map((product) => ({ ...product, state: 'PUBLIC' }));
  return jsonAnswer(200, { items, ...(start + limit < vendor.products.length ? { cursor: String(start + limit) } : {}) });
}

function ofReport(reporting: Reporting, report: Report, tail: string, ask: Ask): Answer {
  const wrong = badParameter(ask.params);
  if (wrong !== null) return refusal(400, `${wrong.parameter} must be a date, YYYY-MM-DD`);
  const rows = (): Row[] => selectRows(report, reporting.reports[report], ask.params, reporting.now(), reporting.quirks);
  if (ask.method === 'GET' && tail === '') return page(reporting, report, rows(), ask);
  if (ask.method === 'GET' && tail === '/export') return rowsAnswer(rows(), ask);
  if (ask.method === 'POST' && tail === '/async/export') return begin(reporting, report, rows(), ask);
  const one = /^\/async\/export\/([^/]+)(\/status)?$/.exec(tail);
  const known = reporting.exports.get(one?.[1] ?? '');
  if (ask.method !== 'GET' || one === null || known?.report !== report) return UNKNOWN;
  return one[2] === undefined ? download(reporting, known, ask) : status(reporting, known);
}

function page({ vendor, quirks }: Reporting, report: Report, rows: readonly Row[], { params }: Ask): Answer {
  const offset = Math.max(0, Number(params.get('offset') ?? '0') || 0);
  if (quirks.pagesFail) return refusal(502, 'The report is too large');
  // More than 50 is cut to 50 without a word.
  const limit = sizeOf(params.get('limit'));
  const links = pageLinks(report, vendor.developerId, params, { offset, limit, total: rows.length }, quirks);
  return jsonAnswer(200, { _links: links, totalCount: rows.length, [report]: rows.slice(offset, offset + limit) });
}

function begin({ vendor, exports, quirks }: Reporting, report: Report, rows: readonly Row[], { params }: Ask): Answer {
  const started = beginExport(report, params, rows, quirks);
  exports.set(started.id, started);
  return jsonAnswer(200, { _links: exportLinks(report, vendor.developerId, started.id, params, quirks), export: { id: started.id } });
}
