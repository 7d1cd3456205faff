import { useCallback } from 'react';
import { type Draw, inColor, useDrawing } from './drawing';
import { lineChartOption } from './line-chart-option';
import { type ReleaseMark, releaseSentence } from './release-marks';

export type TokenLine = {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly colorToken: string;
  readonly fallback: string;
  /** Of an earlier time: dotted, below the others. */
  readonly isEarlier?: boolean;
};

const NO_MARKS: readonly ReleaseMark[] = [];

type LineChartProps = {
  readonly days: readonly string[];
  readonly lines: readonly TokenLine[];
  readonly summary: string;
  readonly isLastRunning: boolean;
  readonly marks?: readonly ReleaseMark[];
};

/** The drawing itself. `summary` is what a screen reader hears. */
export function LineChart({ days, lines, summary, isLastRunning, marks = NO_MARKS }: LineChartProps) {
  const draw = useCallback<Draw>(
    (ink, isAnimated) =>
      lineChartOption({
        days,
        lines: lines.map(inColor),
        ink,
        isAnimated,
        isLastRunning,
        marks,
      }),
    [days, lines, isLastRunning, marks],
  );
  return <div ref={useDrawing(draw)} className="line-chart" role="img" aria-label={`${summary}${releaseSentence(marks)}`} />;
}
