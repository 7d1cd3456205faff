import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from './drawing';
import { count, day, shortDay } from './format';
import { earlierStroke, endLabelOf, lineFrame, strokeOf } from './line-frame';
import type { ReleaseMark } from './release-marks';

/** `label` stands at the line's end, so that no line is told by its colour alone. One of an earlier time is dotted and has none. */
export type Line = {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly color: string;
  readonly isEarlier?: boolean | undefined;
};
export type LineChartInput = {
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  /** The last day still runs: its figures grow, so the way to them is dashed. */
  readonly isLastRunning: boolean;
  readonly marks?: readonly ReleaseMark[] | undefined;
};

const LABEL_ROOM_PX = 72;
const LABEL_HEIGHT_PX = 15;
/** About what the axis leaves of the chart's height; labels need no more exactness. */
const PLOT_HEIGHT_PX = 230;
const DAY_NAMES = { long: day, short: shortDay };

/** One line a series over UTC days, from zero, without decoration. */
export function lineChartOption({ days, lines, ink, isAnimated, isLastRunning, marks = [] }: LineChartInput): EChartsCoreOption {
  const frame = lineFrame({
    ...{ places: days, names: DAY_NAMES, ink, isAnimated, isLastRunning, marks },
    text: (value) => (typeof value === 'number' ? count(value) : ''),
    labelRoomPx: LABEL_ROOM_PX,
    footRoomPx: 4,
  });
  const own = lines.filter(({ isEarlier }) => isEarlier !== true);
  const lifts = labelLifts(own, Math.max(1, ...lines.flatMap(({ values }) => values)));
  return {
    ...frame,
    yAxis: { ...frame.yAxis, minInterval: 1 },
    series: [
      ...lines.filter(({ isEarlier }) => isEarlier === true).map(earlierStroke),
      ...own.flatMap((line, index) => strokes(line, ink, isLastRunning, lifts[index] ?? 0)),
    ],
  };
}

/** The whole line carries tooltip and label; while its last day runs it is not drawn itself, but in a solid and a dashed part. */
function strokes(line: Line, ink: ChartInk, isLastRunning: boolean, liftPx: number) {
  const stroke = { ...strokeOf(line), showSymbol: line.values.length <= 2 };
  const whole = {
    ...stroke,
    data: [...line.values],
    lineStyle: { width: 2, opacity: isLastRunning ? 0 : 1 },
    endLabel: endLabelOf(line.label, liftPx, ink),
  };
  if (!isLastRunning) return [whole];
  const part = { ...stroke, silent: true, showSymbol: false, tooltip: { show: false } };
  const last = line.values.length - 1;
  return [
    whole,
    { ...part, data: line.values.map((value, index) => (index < last ? value : null)), lineStyle: { width: 2 } },
    { ...part, data: line.values.map((value, index) => (index >= last - 1 ? value : null)), lineStyle: { width: 2, type: [4, 4] } },
  ];
}

/**
 * By how many pixels each label stands above its line's end (below, when negative): labels of lines that end close together
 * stay apart and inside the chart. Of lines that end together, the first named stands on top. `highest`: where the drawing ends.
 */
export function labelLifts(
  lines: readonly Pick<Line, 'values'>[],
  highest: number = Math.max(1, ...lines.flatMap((line) => line.values)),
): number[] {
  const lifts = lines.map(() => 0);
  const ends = lines.map((line, index) => ({ index, endPx: ((line.values.at(-1) ?? 0) / highest) * PLOT_HEIGHT_PX }));
  let floor = -Infinity;
  const raised = ends
    .toSorted((a, b) => a.endPx - b.endPx || b.index - a.index)
    .map((end) => {
      const placePx = Math.max(end.endPx, floor);
      floor = placePx + LABEL_HEIGHT_PX;
      return { ...end, placePx };
    });
  let ceiling = PLOT_HEIGHT_PX;
  for (const { index, endPx, placePx } of raised.toReversed()) {
    const kept = Math.min(placePx, ceiling);
    lifts[index] = Math.round(kept - endPx);
    ceiling = kept - LABEL_HEIGHT_PX;
  }
  return lifts;
}
