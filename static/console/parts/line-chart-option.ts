import type { EChartsCoreOption } from 'echarts/core';
import { count, day, shortDay } from './format';

export type Line = { readonly name: string; readonly values: readonly number[]; readonly color: string };
/** Resolved colours: the drawing library mixes them itself and cannot read CSS variables. */
export type ChartInk = {
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly strongText: string;
  readonly font: string;
};

/** One line a series over UTC days, from zero, without decoration. */
export function lineChartOption(days: readonly string[], lines: readonly Line[], ink: ChartInk, isAnimated: boolean): EChartsCoreOption {
  return {
    animation: isAnimated,
    animationDuration: 300,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 4, right: 16, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.grid,
      textStyle: { color: ink.strongText, fontSize: 12 },
      axisPointer: { lineStyle: { color: ink.text, width: 1 } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? count(value) : ''),
    },
    xAxis: {
      type: 'category',
      data: days.map((isoDay) => day(isoDay)),
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
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: { color: ink.text, formatter: (value: number) => count(value) },
      splitLine: { lineStyle: { color: ink.grid } },
    },
    series: lines.map((line) => ({
      type: 'line',
      name: line.name,
      data: [...line.values],
      showSymbol: days.length <= 2,
      symbol: 'circle',
      symbolSize: 6,
      lineStyle: { width: 2 },
      color: line.color,
      emphasis: { disabled: true },
    })),
  };
}
