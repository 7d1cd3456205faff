import { useCallback } from 'react';
import { type Draw, inColor, useDrawing } from './drawing';
import type { AxisNames } from './line-frame';
import { monthChartOption } from './month-chart-option';
import { type ReleaseMark, releaseSentence } from './release-marks';
import type { MonthUnit } from './unit-text';

export type TokenMonthLine = {
  readonly name: string;
  readonly label?: string;
  readonly values: readonly (number | null)[];
  readonly colorToken: string;
  readonly fallback: string;
  /** Of an earlier time: dotted, below the others. */
  readonly isEarlier?: boolean;
};
const NO_MARKS: readonly ReleaseMark[] = [];

type MonthChartProps = {
  readonly months: readonly string[];
  readonly lines: readonly TokenMonthLine[];
  readonly unit: MonthUnit;
  readonly summary: string;
  readonly isLastRunning: boolean;
  /** Where the axis is not of months; keep it stable. */
  readonly names?: AxisNames;
  readonly highest?: number;
  readonly marks?: readonly ReleaseMark[];
};

/** Lines by month. `summary` is what a screen reader hears. */
export function MonthChart({ months, lines, unit, summary, isLastRunning, names, highest, marks = NO_MARKS }: MonthChartProps) {
  const draw = useCallback<Draw>(
    (ink, isAnimated) =>
      monthChartOption({
        months,
        lines: lines.map(inColor),
        unit,
        ink,
        isAnimated,
        isLastRunning,
        names,
        highest,
        marks,
      }),
    [months, lines, unit, isLastRunning, names, highest, marks],
  );
  return <div ref={useDrawing(draw)} className="line-chart" role="img" aria-label={`${summary}${releaseSentence(marks)}`} />;
}
