import type { Review, ReviewMonth, ReviewsReport, ReviewsRequest, Stars } from '../contract/reviews';
import { appOfLicence, readReview } from '../marketplace/review-record';
import type { ReviewRecord } from '../marketplace/review-record';
import { dayFromNumber } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { appExamples, reviewRows } from '../store/queries/reviews-rows';
import { syncStates } from '../store/queries/sync-state';

export type ReviewsPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

type Known = ReviewRecord & { readonly key: string; readonly day: string | null };

const ALL_STARS: readonly Stars[] = [5, 4, 3, 2, 1];
/** Months of the chart at most: the latest ten years. */
const MAX_MONTHS = 120;

/** What users say of the apps, and what the vendor has not answered yet. All of it is computed from one reading. */
export async function reviewsReport(
  ports: ReviewsPorts,
  { canChange }: { readonly canChange: boolean },
  request: ReviewsRequest,
): Promise<ReviewsReport> {
  const now = ports.clock();
  const all = (await reviewRows(ports.sql)).map(({ rowKey, day, raw }): Known => ({
    ...readReview(raw),
    key: rowKey,
    day: day === null ? null : dayFromNumber(day),
  }));
  const names = new Map(
    (await appExamples(ports.sql)).flatMap((raw) => appOfLicence(raw) ?? []).map(({ product, name }) => [product, name]),
  );
  const ofApp = request.app === null ? all : all.filter(({ product }) => product === request.app);
  const listed = inOrder(request.stars === null ? ofApp : ofApp.filter(({ stars }) => stars === request.stars));
  const from = request.page * request.pageSize;
  const doneAt = (await syncStates(ports.sql)).filter(({ feed }) => feed === 'reviews').flatMap((state) => state.doneAt ?? []);
  return {
    canChange,
    generatedAt: new Date(now).toISOString(),
    readAt: doneAt.sort().at(-1) ?? null,
    apps: appsOf(all, names),
    total: ofApp.length,
    average: averageOf(ofApp),
    unanswered: ofApp.filter(({ reply }) => reply === null).length,
    distribution: ALL_STARS.map((stars) => ({ stars, reviews: ofApp.filter((review) => review.stars === stars).length })),
    months: monthsOf(ofApp, new Date(now).toISOString().slice(0, 7)),
    list: { rows: listed.slice(from, from + request.pageSize).map((review) => shown(review, names)), total: listed.length },
  };
}

/** Unanswered first, each the newest first; reviews of one day in the order of their keys, so that pages do not overlap. */
function inOrder(reviews: readonly Known[]): readonly Known[] {
  const rank = ({ reply, day }: Known) => `${reply === null ? '1' : '0'}${day ?? ''}`;
  return [...reviews].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : a.key < b.key ? -1 : 1));
}

function shown(
  { key, product, stars, day, text, reply, helpfulVotes, totalVotes, isFlagged }: Known,
  names: ReadonlyMap<string, string>,
): Review {
  return { ...{ key, stars, day, text, reply, helpfulVotes, totalVotes, isFlagged }, app: product, appName: names.get(product) ?? product };
}

function appsOf(all: readonly Known[], names: ReadonlyMap<string, string>): ReviewsReport['apps'] {
  const counts = new Map<string, number>();
  for (const { product } of all) counts.set(product, (counts.get(product) ?? 0) + 1);
  return [...counts]
    .map(([app, reviews]) => ({ app, name: names.get(app) ?? app, reviews }))
    .sort((a, b) => b.reviews - a.reviews || (a.name < b.name ? -1 : 1));
}

/** Mean stars of those that have any, to two places; null for none. */
function averageOf(reviews: readonly Known[]): number | null {
  const stars = reviews.flatMap((review) => review.stars ?? []);
  return stars.length === 0 ? null : rounded(stars.reduce((sum, one) => sum + one, 0) / stars.length);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function monthsOf(reviews: readonly Known[], thisMonth: string): ReviewMonth[] {
  const byMonth = new Map<string, Known[]>();
  for (const review of reviews) {
    const month = review.day?.slice(0, 7);
    if (month !== undefined && month <= thisMonth) byMonth.set(month, [...(byMonth.get(month) ?? []), review]);
  }
  const [first] = [...byMonth.keys()].sort();
  if (first === undefined) return [];
  const months: ReviewMonth[] = [];
  let [sum, rated] = [0, 0];
  for (let month = first; month <= thisMonth; month = monthAfter(month)) {
    const own = byMonth.get(month) ?? [];
    const stars = own.flatMap((review) => review.stars ?? []);
    sum += stars.reduce((total, one) => total + one, 0);
    rated += stars.length;
    months.push({ month, reviews: own.length, average: averageOf(own), soFar: rated === 0 ? null : rounded(sum / rated) });
  }
  return months.slice(-MAX_MONTHS);
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
