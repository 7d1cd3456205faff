import { jsonAnswer, refusal, type Answer, type Ask } from './answer';
import { beginExport } from './exports';
import { badParameter } from './filters';
import { download, sizeOf, status, UNKNOWN, type Reporting } from './reporting';
import type { SideReport } from './side-reports';
import { text, type Row } from './vendor';

/** Answers of the reports besides licences and transactions; null for a path that is none of theirs. */
export function sideAnswer(reporting: Reporting, ask: Ask): Answer | null {
  for (const [pattern, answer] of ROUTES) {
    const found = pattern.exec(ask.path);
    if (found !== null) return answer(reporting, ask, found.slice(1).map(decodeURIComponent));
  }
  return null;
}

type Route = (reporting: Reporting, ask: Ask, parts: readonly string[]) => Answer;
const SPACE = '^/marketplace/rest/3/reporting/developer-space/([^/]+)';

const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [
    new RegExp(`${SPACE}/sales/metrics/(churn|conversion|renewal)/details$`),
    (reporting, ask, [space, kind]) => inSpace(reporting, space, () => listPage(reporting, ask, kind as SideReport, 'events', 'eventDate')),
  ],
  [
    new RegExp(`${SPACE}/feedback/details$`),
    (reporting, ask, [space]) => inSpace(reporting, space, () => listPage(reporting, ask, 'feedback', 'feedback', 'date')),
  ],
  [
    new RegExp(`${SPACE}/evaluations/(country|hosting|partner|region)$`),
    (reporting, ask, [space, dimension]) =>
      inSpace(reporting, space, () =>
        jsonAnswer(200, { total: { name: 'All apps', series: dimension === 'hosting' ? series(reporting, ask) : [] } }),
      ),
  ],
  [
    new RegExp(`${SPACE}/sales/metrics/churn/benchmark$`),
    (reporting, _ask, [space]) =>
      inSpace(reporting, space, () =>
        jsonAnswer(200, { churnBenchmarkPerApp: reporting.side.benchmark.map((row) => ({ ...row, churnBenchmarkPerMonth: MONTHS })) }),
      ),
  ],
  [
    new RegExp(`${SPACE}/marketing-attribution/async/export$`),
    (reporting, { params }, [space]) =>
      inSpace(reporting, space, () => {
        const rows = reporting.side.attribution.filter(within(params, 'eventTimestamp'));
        const started = beginExport('attribution', params, rows, reporting.quirks);
        reporting.exports.set(started.id, started);
        return jsonAnswer(200, { export: { id: started.id } });
      }),
  ],
  [
    new RegExp(`${SPACE}/async/export/([^/]+)(/status)?$`),
    (reporting, ask, [space, id = '', tail]) =>
      inSpace(reporting, space, () => {
        const known = reporting.exports.get(id);
        if (known?.report !== 'attribution') return UNKNOWN;
        return tail === '/status' ? status(reporting, known) : download(reporting, known, ask);
      }),
  ],
  [
    /^\/marketplace\/rest\/3\/partner-metrics\/developer-space\/([^/]+)$/,
    (reporting, ask, [space]) => inSpace(reporting, space, () => metrics(reporting, ask)),
  ],
  [/^\/marketplace\/rest\/3\/products\/([^/]+)\/reviews$/, (reporting, ask, [product]) => reviews(reporting, ask, product ?? '')],
  [
    /^\/marketplace\/rest\/3\/products\/([^/]+)\/reviews\/([^/]+)\/response$/,
    (reporting, ask, [, review]) => reply(reporting, ask, review ?? ''),
  ],
  [
    /^\/marketplace\/rest\/3\/app-software\/app-key\/([^/]+)$/,
    ({ side }, _ask, [appKey]) => {
      const id = `software-${appKey ?? ''}`;
      return side.versions.some((row) => row.appSoftwareId === id) ? jsonAnswer(200, [{ appSoftwareId: id, hosting: 'cloud' }]) : UNKNOWN;
    },
  ],
  [
    /^\/marketplace\/rest\/3\/app-software\/([^/]+)\/versions$/,
    ({ side }, ask, [id]) =>
      cursorPage(
        ask,
        'versions',
        side.versions.filter((row) => row.appSoftwareId === id),
      ),
  ],
  [/^\/marketplace\/catalog\/partners\/\d+\/promotions\/paged$/, ({ side }, ask) => cursorPage(ask, 'promotions', side.promotions)],
  [
    /^\/commerce\/api\/v2\/products\/([^/]+)\/offerings$/,
    ({ side }, _ask, [product]) => jsonAnswer(200, { items: side.offerings.filter((row) => row.productId === product) }),
  ],
  [
    /^\/commerce\/api\/v2\/offerings\/([^/]+)\/pricing-plans$/,
    ({ side }, _ask, [offering]) => jsonAnswer(200, { items: side.plans.filter((row) => row.offeringId === offering) }),
  ],
];

const MONTHS = [{ year: '2025', month: '01', churnedLicenses: 25, totalLicenses: 500, churnRate: 5, isolatedChurnRate: 2.5 }];

function inSpace({ vendor }: Reporting, space: string | undefined, answer: () => Answer): Answer {
  return space === vendor.developerId ? answer() : refusal(403, 'You have no role in this developer space');
}

function within(params: URLSearchParams, field: string): (row: Row) => boolean {
  const [from, to] = [params.get('startDate') ?? '', params.get('endDate') ?? '9'];
  return (row) => text(row[field]).slice(0, 10) >= from && text(row[field]).slice(0, 10) <= to;
}

/** Pages by offset, of at most 50; `totalCount` is what there is at this moment. */
function listPage({ side, quirks }: Reporting, { params }: Ask, report: SideReport, field: string, dateField: string): Answer {
  const wrong = badParameter(params);
  if (wrong !== null) return refusal(400, `${wrong.parameter} must be a date, YYYY-MM-DD`);
  if (quirks.pagesFail) return refusal(502, 'The report is too large');
  const since = params.get('lastUpdated') ?? '';
  const rows = side[report].filter(within(params, dateField)).filter((row) => text(row.lastUpdated ?? '9') >= since);
  const offset = Math.max(0, Number(params.get('offset') ?? '0') || 0);
  return jsonAnswer(200, { totalCount: rows.length, [field]: rows.slice(offset, offset + sizeOf(params.get('limit'))) });
}

function cursorPage({ params }: Ask, field: string, rows: readonly Row[]): Answer {
  const start = Number(params.get('cursor') ?? '0') || 0;
  const end = start + sizeOf(params.get('limit'));
  return jsonAnswer(200, { [field]: rows.slice(start, end), ...(end < rows.length ? { cursor: String(end) } : {}) });
}

function series({ side }: Reporting, { params }: Ask): Row[] {
  const byName = new Map<string, Row[]>();
  for (const { name, evaluationType, ...element } of side.evaluations.filter(within(params, 'date'))) {
    const key = JSON.stringify({ name, evaluationType });
    byName.set(key, [...(byName.get(key) ?? []), element]);
  }
  return [...byName].map(([named, elements]) => ({ ...(JSON.parse(named) as Row), elements }));
}

/** At most 14 buckets of time in one answer, 7 unless asked. */
function metrics({ side }: Reporting, { body = '', params }: Ask): Answer {
  const question = JSON.parse(body === '' ? '{}' : body) as { dateRange?: { startDate?: string; endDate?: string } };
  const { startDate = '', endDate = '' } = question.dateRange ?? {};
  if (startDate === '' || endDate === '') return refusal(400, 'dateRange is required');
  const dates = [...new Set(side.metrics.map((row) => text(row.date)))].filter((date) => date >= startDate && date <= endDate).sort();
  const shown = new Set(dates.slice(0, Math.min(14, Number(params.get('limit') ?? '7') || 7)));
  return jsonAnswer(200, { records: side.metrics.filter((row) => shown.has(text(row.date))) });
}

function reviews({ side }: Reporting, ask: Ask, productId: string): Answer {
  const rows = side.reviews.filter((row) => row.productId === productId);
  const page = cursorPage(
    ask,
    'reviews',
    rows.map(({ productId: _, ...row }) => row),
  );
  return { ...page, body: JSON.stringify({ productId, ...(JSON.parse(page.body) as Row), count: rows.length }) };
}

function reply({ side }: Reporting, { method, body = '' }: Ask, reviewId: string): Answer {
  const index = side.reviews.findIndex((row) => row.id === reviewId);
  const known = side.reviews[index];
  if (known === undefined || (method !== 'PUT' && method !== 'DELETE')) return UNKNOWN;
  const content = method === 'PUT' ? text((JSON.parse(body) as Row).content) : '';
  side.reviews[index] = { ...known, responseContent: content };
  return jsonAnswer(200, { id: reviewId, responseContent: content });
}
