import type { ChartInk } from './drawing';

type ChartBaseInput = {
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  /** Room around the plot, in pixels. */
  readonly room: { readonly right: number; readonly top: number; readonly bottom: number };
  /** A figure on hover, in words; of what is none, too. */
  readonly text: (value: unknown) => string;
};

/** What every drawing has in common: letters, room, and figures on hover. */
export const chartBase = ({ ink, isAnimated, room, text }: ChartBaseInput) =>
  ({
    animation: isAnimated,
    animationDuration: 300,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 4, ...room, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.grid,
      textStyle: { color: ink.strongText, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: ink.text, width: 1 } },
      valueFormatter: text,
    },
  }) as const;

/** The axis of what the figures are of. `titles` stand in the figures on hover, `short` below the axis. */
export const placeAxis = (ink: ChartInk, titles: readonly string[], short: (index: number) => string) =>
  ({
    type: 'category',
    data: titles,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink.grid } },
    axisLabel: { color: ink.text, hideOverlap: true, margin: 12, formatter: (_label: string, index: number) => short(index) },
  }) as const;

/** The axis of the figures. */
export const figureAxis = (ink: ChartInk, text: (value: number) => string) =>
  ({
    type: 'value',
    splitNumber: 4,
    axisLabel: { color: ink.text, formatter: text },
    splitLine: { lineStyle: { color: ink.grid } },
  }) as const;
