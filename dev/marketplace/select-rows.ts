import { matches } from './filters';
import type { Quirks } from './quirks';
import { nested, text, type Report, type Row, type StoredRow } from './vendor';

const INSIGHTS = [
  'evaluationOpportunitySize',
  'evaluationLicense',
  'daysToConvertEval',
  'evaluationStartDate',
  'evaluationEndDate',
  'evaluationSaleDate',
  'parentProductBillingCycle',
  'parentProductName',
  'parentProductEdition',
  'installedOnSandbox',
] as const;
/** Data insights are kept since then; asking for earlier days switches them off. */
const INSIGHTS_SINCE = '2018-07-01';
/** Licences that started before this are the ones that come back uninvited. */
const OLD_MEANS_BEFORE = '2019-01-01';

/** The visible rows that the parameters ask for, in the order asked for, rendered. */
export function selectRows(report: Report, stored: readonly StoredRow[], params: URLSearchParams, nowMs: number, quirks: Quirks): Row[] {
  const wanted = matches(report, params);
  const visible = stored.filter(({ visibleAt }) => visibleAt <= nowMs).map(({ row }) => row);
  const found = visible.filter(wanted);
  if (report === 'transactions') return sorted(found, params);
  const insights = params.get('withDataInsights') === 'true' && (params.get('startDate') ?? '') >= INSIGHTS_SINCE;
  const rendered = insights ? found : found.map(withoutInsights);
  if (!quirks.repeatsOldLicences) return rendered;
  return [...rendered, ...visible.filter((row) => text(row.maintenanceStartDate) < OLD_MEANS_BEFORE).map(withoutInsights)];
}

function withoutInsights(row: Row): Row {
  return { ...row, ...Object.fromEntries(INSIGHTS.map((name) => [name, null])) };
}

/** Newest sale first unless asked otherwise. Licences come as stored: the API ignores their `order`. */
function sorted(rows: Row[], params: URLSearchParams): Row[] {
  const field = params.get('sortBy') ?? 'saleDate';
  const direction = params.get('order') === 'asc' ? 1 : -1;
  const value = (row: Row): string => text(row[field] ?? nested(row, 'purchaseDetails')[field]);
  return rows.toSorted((one, other) => direction * (value(one) < value(other) ? -1 : value(one) > value(other) ? 1 : 0));
}
