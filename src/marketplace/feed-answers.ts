import { isRecord } from './records';
import { textOf } from './wire-value';

/** Names under which reports put their rows; a bare list has none. */
const ROW_FIELDS = [
  'licenses',
  'transactions',
  'events',
  'feedback',
  'reviews',
  'versions',
  'promotions',
  'offerings',
  'pricingPlans',
  'records',
];
const GENERAL_FIELDS = ['items', 'values', 'content', 'data', 'results'];

/** The rows of a list: a bare array, or the array in the field that has a known name. An answer without either has none. */
export function listRows(answer: unknown, scope = ''): readonly unknown[] {
  const rows = Array.isArray(answer) ? (answer as unknown[]) : rowsIn(answer);
  return scope === '' ? rows : rows.map((row) => (isRecord(row) ? { ...row, scope } : row));
}

function rowsIn(answer: unknown): readonly unknown[] {
  if (!isRecord(answer)) return [];
  const inside = isRecord(answer._embedded) ? { ...answer, ...answer._embedded } : answer;
  const field = [...ROW_FIELDS, ...GENERAL_FIELDS].find((name) => Array.isArray(inside[name]));
  return field === undefined ? [] : (inside[field] as unknown[]);
}

export function recordRows(answer: unknown): readonly unknown[] {
  return listRows(answer);
}

/** One row for each dimension, name, kind of evaluation and week. */
export function evaluationRows(answer: unknown, scope: string): readonly unknown[] {
  const total = isRecord(answer) ? answer.total : undefined;
  const series = isRecord(total) && Array.isArray(total.series) ? (total.series as unknown[]) : [];
  return series.flatMap((one): unknown[] => {
    if (!isRecord(one) || !Array.isArray(one.elements)) return [];
    const { elements, ...named } = one;
    return (elements as unknown[]).map((element) => (isRecord(element) ? { dimension: scope, ...named, ...element } : element));
  });
}

/** One row for each app and month. */
export function benchmarkRows(answer: unknown): readonly unknown[] {
  const apps = isRecord(answer) && Array.isArray(answer.churnBenchmarkPerApp) ? (answer.churnBenchmarkPerApp as unknown[]) : [];
  return apps.flatMap((app): unknown[] => {
    if (!isRecord(app) || !Array.isArray(app.churnBenchmarkPerMonth)) return [];
    const { churnBenchmarkPerMonth, ...named } = app;
    return (churnBenchmarkPerMonth as unknown[]).map((month) => (isRecord(month) ? { ...named, ...month } : month));
  });
}

/** Where a list goes on: the cursor, in any of the places where reports write it, or null at the end. */
export function nextCursor(answer: unknown): string | null {
  if (!isRecord(answer)) return null;
  const paging = isRecord(answer.paging) ? answer.paging : {};
  return textOf(answer.cursor) ?? textOf(answer.nextCursor) ?? textOf(paging.cursor) ?? textOf(paging.nextCursor);
}

/** How many rows a paged report has in all; null where it does not say. */
export function totalCount(answer: unknown): number | null {
  const total = isRecord(answer) ? answer.totalCount : undefined;
  return typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null;
}
