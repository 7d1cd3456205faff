import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from './drawing';
import { labelLifts } from './line-chart-option';
import { type AxisNames, earlierStroke, endLabelOf, lineFrame, strokeOf } from './line-frame';
import { month, shortMonth } from './months';
import type { ReleaseMark } from './release-marks';
import { type MonthUnit, unitText } from './unit-text';

/** `label` stands at the line's end; its name if absent. One of an earlier time is dotted and has none. */
export type MonthLine = {
  readonly name: string;
  readonly label?: string | undefined;
  readonly values: readonly (number | null)[];
  readonly color: string;
  readonly isEarlier?: boolean | undefined;
};
type MonthChartInput = {
  readonly months: readonly string[];
  readonly lines: readonly MonthLine[];
  readonly unit: MonthUnit;
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  readonly isLastRunning: boolean;
  /** Months if absent. */
  readonly names?: AxisNames | undefined;
  /** Where the scale ends, if that is known beforehand. */
  readonly highest?: number | undefined;
  readonly marks?: readonly ReleaseMark[] | undefined;
};
const MONTH_NAMES: AxisNames = { long: month, short: shortMonth };

const LABEL_ROOM_PX = 96;

/** One line a series over months. A month without a figure leaves a gap; it is not zero. */
export function monthChartOption({
  months,
  lines,
  unit,
  ink,
  isAnimated,
  isLastRunning,
  names = MONTH_NAMES,
  highest,
  marks = [],
}: MonthChartInput): EChartsCoreOption {
  // A label that travels along a line cannot start where the line has nothing.
  const hasGaps = lines.some(({ values }) => values.includes(null));
  const frame = lineFrame({
    ...{ places: months, names, ink, isLastRunning, marks },
    isAnimated: isAnimated && !hasGaps,
    text: (value) => (typeof value === 'number' ? unitText(unit, value) : '–'),
    labelRoomPx: LABEL_ROOM_PX,
    footRoomPx: 10,
  });
  const own = lines.filter(({ isEarlier }) => isEarlier !== true);
  const lifts = labelLifts(own.map(({ values }) => ({ values: onScale(values, lines) })));
  return {
    ...frame,
    yAxis: {
      ...frame.yAxis,
      ...(highest === undefined ? {} : { max: highest, interval: highest / 4 }),
      ...(unit === 'count' ? { minInterval: 1 } : {}),
    },
    series: [
      ...lines.filter(({ isEarlier }) => isEarlier === true).map(earlierStroke),
      ...own.map((line, index) => ({
        ...strokeOf(line),
        data: [...line.values],
        connectNulls: false,
        showSymbol: line.values.filter((value) => value !== null).length <= 2,
        lineStyle: { width: 2 },
        endLabel: endLabelOf(line.label ?? line.name, lifts[index] ?? 0, ink),
      })),
    ],
  };
}

/** Figures as parts of the drawing's height, so that labels keep apart whatever the unit is. */
function onScale(values: MonthLine['values'], lines: readonly MonthLine[]): number[] {
  const all = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const last = values.findLast((value) => value !== null) ?? 0;
  const share = (value: number): number => (high === low ? 0 : (value - low) / (high - low));
  // The highest of them says what the whole height is.
  return [1, share(last)];
}
