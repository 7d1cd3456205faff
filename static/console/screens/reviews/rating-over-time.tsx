import { lazy, Suspense } from 'react';
import type { ReviewMonth } from '../../../../src/contract/reviews';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count } from '../../parts/format';
import { Skeleton } from '../../parts/skeleton';
import { monthWords, rating } from './words';

const RatingChart = lazy(() => import('./rating-chart').then((module) => ({ default: module.RatingChart })));

const MEANING =
  'The mean stars of all reviews up to the end of each month, and of the reviews of that month alone. Reviews without stars are left out.';

const COLUMNS: readonly FrameColumn<ReviewMonth>[] = [
  { heading: 'Month (UTC)', cell: ({ month }) => month, shown: ({ month }) => monthWords(month) },
  { heading: 'Reviews', cell: ({ reviews }) => reviews, shown: ({ reviews }) => count(reviews), align: 'end' },
  { heading: 'This month', cell: ({ average }) => average, shown: ({ average }) => rating(average), align: 'end' },
  { heading: 'So far', cell: ({ soFar }) => soFar, shown: ({ soFar }) => rating(soFar), align: 'end' },
];

export function RatingOverTime({ months }: { months: readonly ReviewMonth[] }) {
  const [first, last] = [months[0], months.at(-1)];
  return (
    <ChartFrame title="Rating" meaning={MEANING} fileName="tidemark-rating" columns={COLUMNS} rows={months} rowKey={({ month }) => month}>
      {first === undefined || last === undefined ? (
        <p className="not-enough">No review has a day yet.</p>
      ) : (
        <Suspense fallback={<Skeleton height={280} />}>
          <RatingChart
            months={months}
            summary={`Rating by month, ${monthWords(first.month)} to ${monthWords(last.month)}. So far ${rating(last.soFar)} of 5.`}
          />
        </Suspense>
      )}
    </ChartFrame>
  );
}
