import type { EChartsCoreOption } from 'echarts/core';
import { chartBase, figureAxis, placeAxis } from './chart-base';
import type { ChartInk } from './drawing';
import { count, day, shortDay } from './format';

/** One layer of the stacked bars, named from the bottom up. */
export type Layer = { readonly name: string; readonly values: readonly number[]; readonly color: string };
type BarChartInput = {
  readonly days: readonly string[];
  readonly layers: readonly Layer[];
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  /** The last day still runs: its bar grows. */
  readonly isLastRunning: boolean;
};

const WIDEST_BAR_PX = 36;
const LEAST_HEIGHT_PX = 2;

/** One stacked bar a UTC day, from zero. A thin line of the card's colour keeps touching layers apart. */
export function barChartOption({ days, layers, ink, isAnimated, isLastRunning }: BarChartInput): EChartsCoreOption {
  const titles = days.map((isoDay, index) => (isLastRunning && index === days.length - 1 ? `${day(isoDay)}, so far` : day(isoDay)));
  return {
    ...chartBase({
      ...{ ink, isAnimated, room: { right: 8, top: 12, bottom: 4 } },
      text: (value) => count(typeof value === 'number' ? value : 0),
    }),
    xAxis: placeAxis(ink, titles, (index) => shortDay(days[index] ?? '1970-01-01')),
    yAxis: { ...figureAxis(ink, count), minInterval: 1 },
    series: layers.map(({ name, values, color }) => ({
      type: 'bar',
      name,
      stack: 'events',
      color,
      // A few events among many must still be seen, and none at all must not.
      data: values.map((value) => (value === 0 ? null : value)),
      barMinHeight: LEAST_HEIGHT_PX,
      barMaxWidth: WIDEST_BAR_PX,
      barCategoryGap: '35%',
      emphasis: { disabled: true },
    })),
  };
}
