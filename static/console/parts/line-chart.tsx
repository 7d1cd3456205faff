import { useCallback } from 'react';
import { type Draw, resolveToken, useDrawing } from './drawing';
import { lineChartOption } from './line-chart-option';

export type TokenLine = {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly colorToken: string;
  readonly fallback: string;
};

type LineChartProps = {
  readonly days: readonly string[];
  readonly lines: readonly TokenLine[];
  readonly summary: string;
  readonly isLastRunning: boolean;
};

/** The drawing itself. `summary` is what a screen reader hears. */
export function LineChart({ days, lines, summary, isLastRunning }: LineChartProps) {
  const draw = useCallback<Draw>(
    (ink, isAnimated) =>
      lineChartOption({
        days,
        lines: lines.map(({ name, label, values, colorToken, fallback }) => ({
          name,
          label,
          values,
          color: resolveToken(colorToken, fallback),
        })),
        ink,
        isAnimated,
        isLastRunning,
      }),
    [days, lines, isLastRunning],
  );
  return <div ref={useDrawing(draw)} className="line-chart" role="img" aria-label={summary} />;
}
