import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from './drawing';
import { count, day, shortDay } from './format';
import { releaseRoomPx, withReleases } from './release-axis';
import { releaseNote, type ReleaseMark } from './release-marks';

/** `label` stands at the line's end, so that no line is told by its colour alone. */
export type Line = { readonly name: string; readonly label: string; readonly values: readonly number[]; readonly color: string };
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

/** One line a series over UTC days, from zero, without decoration. */
export function lineChartOption({ days, lines, ink, isAnimated, isLastRunning, marks = [] }: LineChartInput): EChartsCoreOption {
  const names = days.map((isoDay, index) => {
    const running = isLastRunning && index === days.length - 1 ? ', so far' : '';
    return `${day(isoDay)}${running}${releaseNote(marks, index)}`;
  });
  const lifts = labelLifts(lines);
  return {
    animation: isAnimated,
    animationDuration: 300,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 4, right: LABEL_ROOM_PX, top: releaseRoomPx(marks), bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.grid,
      textStyle: { color: ink.strongText, fontSize: 12 },
      axisPointer: { lineStyle: { color: ink.text, width: 1 } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? count(value) : ''),
    },
    xAxis: withReleases(
      {
        type: 'category',
        data: names,
        boundaryGap: days.length === 1,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.grid } },
        axisLabel: {
          color: ink.text,
          hideOverlap: true,
          margin: 12,
          formatter: (_label: string, index: number) => shortDay(days[index] ?? '1970-01-01'),
        },
      },
      marks,
      ink,
    ),
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { color: ink.text, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: ink.grid } },
    },
    series: lines.flatMap((line, index) => strokes(line, ink, isLastRunning, lifts[index] ?? 0)),
  };
}

/** The whole line carries tooltip and label; while its last day runs it is not drawn itself, but in a solid and a dashed part. */
function strokes(line: Line, ink: ChartInk, isLastRunning: boolean, liftPx: number) {
  const stroke = {
    type: 'line',
    name: line.name,
    color: line.color,
    showSymbol: line.values.length <= 2,
    symbol: 'circle',
    symbolSize: 6,
    emphasis: { disabled: true },
  } as const;
  const whole = {
    ...stroke,
    data: [...line.values],
    lineStyle: { width: 2, opacity: isLastRunning ? 0 : 1 },
    endLabel: { show: true, formatter: line.label, color: ink.text, fontSize: 12, distance: 8, offset: [0, -liftPx] },
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
 * stay apart and inside the chart. Of lines that end together, the first named stands on top.
 */
export function labelLifts(lines: readonly Pick<Line, 'values'>[]): number[] {
  const highest = Math.max(1, ...lines.flatMap((line) => line.values));
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
