import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from './drawing';
import { count, roundMoney, roundPercent } from './format';
import { labelLifts } from './line-chart-option';
import { month, shortMonth } from './months';
import { releaseRoomPx, withReleases } from './release-axis';
import { releaseNote, type ReleaseMark } from './release-marks';

/** What the figures are: whole cents, shares of one, or things counted. */
export type MonthUnit = 'money' | 'share' | 'count';
export type MonthLine = { readonly name: string; readonly values: readonly (number | null)[]; readonly color: string };
type MonthChartInput = {
  readonly months: readonly string[];
  readonly lines: readonly MonthLine[];
  readonly unit: MonthUnit;
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  readonly isLastRunning: boolean;
  /** How a place on the axis is called, in full and below it; months if absent. */
  readonly names?: AxisNames | undefined;
  /** Where the scale ends, if that is known beforehand. */
  readonly highest?: number | undefined;
  readonly marks?: readonly ReleaseMark[] | undefined;
};
export type AxisNames = { readonly long: (text: string) => string; readonly short: (text: string) => string };
const MONTH_NAMES: AxisNames = { long: month, short: shortMonth };

const LABEL_ROOM_PX = 96;

export function unitText(unit: MonthUnit, value: number): string {
  switch (unit) {
    case 'money':
      return roundMoney(value);
    case 'share':
      return roundPercent(value);
    case 'count':
      return count(value);
  }
}

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
  const titles = months.map((each, index) => {
    const running = isLastRunning && index === months.length - 1 ? ', so far' : '';
    return `${names.long(each)}${running}${releaseNote(marks, index)}`;
  });
  const text = (value: unknown): string => (typeof value === 'number' ? unitText(unit, value) : '–');
  const lifts = labelLifts(lines.map(({ values }) => ({ values: onScale(values, lines) })));
  // A label that travels along a line cannot start where the line has nothing.
  const hasGaps = lines.some(({ values }) => values.includes(null));
  return {
    animation: isAnimated && !hasGaps,
    animationDuration: 300,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 4, right: LABEL_ROOM_PX, top: releaseRoomPx(marks), bottom: 10, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.grid,
      textStyle: { color: ink.strongText, fontSize: 12 },
      axisPointer: { lineStyle: { color: ink.text, width: 1 } },
      valueFormatter: text,
    },
    xAxis: withReleases(
      {
        type: 'category',
        data: titles,
        boundaryGap: months.length === 1,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.grid } },
        axisLabel: {
          color: ink.text,
          hideOverlap: true,
          margin: 12,
          formatter: (_label: string, index: number) => names.short(months[index] ?? ''),
        },
      },
      marks,
      ink,
    ),
    yAxis: {
      type: 'value',
      splitNumber: 4,
      ...(highest === undefined ? {} : { max: highest, interval: highest / 4 }),
      ...(unit === 'count' ? { minInterval: 1 } : {}),
      axisLabel: { color: ink.text, formatter: text },
      splitLine: { lineStyle: { color: ink.grid } },
    },
    series: lines.map((line, index) => ({
      type: 'line',
      name: line.name,
      color: line.color,
      data: [...line.values],
      connectNulls: false,
      showSymbol: line.values.filter((value) => value !== null).length <= 2,
      symbol: 'circle',
      symbolSize: 6,
      emphasis: { disabled: true },
      lineStyle: { width: 2 },
      endLabel: { show: true, formatter: line.name, color: ink.text, fontSize: 12, distance: 8, offset: [0, -(lifts[index] ?? 0)] },
    })),
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
