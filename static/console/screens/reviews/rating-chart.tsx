import { useCallback } from 'react';
import type { ReviewMonth } from '../../../../src/contract/reviews';
import { type Draw, resolveToken, useDrawing } from '../../parts/drawing';
import { ratingChartOption } from './rating-chart-option';

/** The drawing itself. `summary` is what a screen reader hears. */
export function RatingChart({ months, summary }: { months: readonly ReviewMonth[]; summary: string }) {
  const draw = useCallback<Draw>(
    (ink, isAnimated) =>
      ratingChartOption({
        months,
        ink,
        colors: { soFar: resolveToken('--ds-chart-categorical-1', '#357DE8'), own: resolveToken('--ds-chart-neutral', '#8C8F97') },
        isAnimated,
      }),
    [months],
  );
  return <div ref={useDrawing(draw)} className="line-chart" role="img" aria-label={summary} />;
}
