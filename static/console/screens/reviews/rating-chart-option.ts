import type { EChartsCoreOption } from 'echarts/core';
import type { ReviewMonth } from '../../../../src/contract/reviews';
import { chartBase, figureAxis, placeAxis } from '../../parts/chart-base';
import type { ChartInk } from '../../parts/drawing';
import { counted } from '../../parts/format';
import { monthWords, rating } from './words';

type RatingChartInput = {
  readonly months: readonly ReviewMonth[];
  readonly ink: ChartInk;
  readonly colors: { readonly soFar: string; readonly own: string };
  readonly isAnimated: boolean;
};

const LABEL_ROOM_PX = 84;
const SMALLEST_DOT_PX = 5;
const LARGEST_DOT_PX = 14;

/** The rating so far as a line, and each month's own as a dot, the larger the more reviews it stands for. From one star to five. */
export function ratingChartOption({ months, ink, colors, isAnimated }: RatingChartInput): EChartsCoreOption {
  const titles = months.map(({ month, reviews }) => `${monthWords(month)}, ${counted(reviews, 'review')}`);
  return {
    ...chartBase({
      ...{ ink, isAnimated, room: { right: LABEL_ROOM_PX, top: 12, bottom: 8 } },
      text: (value) => rating(typeof value === 'number' ? value : null),
    }),
    xAxis: {
      ...placeAxis(ink, titles, (index) => monthWords(months[index]?.month ?? '1970-01')),
      boundaryGap: months.length === 1,
    },
    yAxis: { ...figureAxis(ink, (value) => `${String(value)} ★`), min: 1, max: 5, interval: 1 },
    series: [
      {
        type: 'line',
        name: 'So far',
        color: colors.soFar,
        data: months.map(({ soFar }) => soFar),
        showSymbol: months.length <= 2,
        lineStyle: { width: 2 },
        emphasis: { disabled: true },
        endLabel: { show: true, formatter: 'So far', color: ink.text, fontSize: 12, distance: 8 },
      },
      {
        type: 'line',
        name: 'This month',
        color: colors.own,
        data: months.map(({ average, reviews }) => ({ value: average, symbolSize: dotSize(reviews) })),
        symbol: 'circle',
        // Else only those dots are drawn whose month is named on the axis.
        showAllSymbol: true,
        lineStyle: { width: 0 },
        emphasis: { disabled: true },
      },
    ],
  };
}

/** By its area, so that four reviews look twice as wide as one. */
export function dotSize(reviews: number): number {
  return Math.min(LARGEST_DOT_PX, SMALLEST_DOT_PX * Math.sqrt(Math.max(1, reviews)));
}
