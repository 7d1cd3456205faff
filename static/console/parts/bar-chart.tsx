import { useCallback } from 'react';
import { barChartOption } from './bar-chart-option';
import { type Draw, inColor, useDrawing } from './drawing';

export type TokenLayer = {
  readonly name: string;
  readonly values: readonly number[];
  readonly colorToken: string;
  readonly fallback: string;
};

type BarChartProps = {
  readonly days: readonly string[];
  readonly layers: readonly TokenLayer[];
  readonly summary: string;
  readonly isLastRunning: boolean;
};

/** Stacked bars by day. `summary` is what a screen reader hears. */
export function BarChart({ days, layers, summary, isLastRunning }: BarChartProps) {
  const draw = useCallback<Draw>(
    (ink, isAnimated) =>
      barChartOption({
        days,
        layers: layers.map(inColor),
        ink,
        isAnimated,
        isLastRunning,
      }),
    [days, layers, isLastRunning],
  );
  return <div ref={useDrawing(draw)} className="line-chart bar-chart" role="img" aria-label={summary} />;
}
