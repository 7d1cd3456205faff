import type { ChartInk } from './drawing';
import { releaseRoomPx, withReleases } from './release-axis';
import { releaseNote, type ReleaseMark } from './release-marks';

/** How a place on the axis is called: in full, and below the axis. */
export type AxisNames = { readonly long: (text: string) => string; readonly short: (text: string) => string };

type LineFrameInput = {
  /** What the figures are of, from left to right. */
  readonly places: readonly string[];
  readonly names: AxisNames;
  /** A figure in words; of what is none, too. */
  readonly text: (value: unknown) => string;
  readonly ink: ChartInk;
  readonly isAnimated: boolean;
  /** The last place still grows. */
  readonly isLastRunning: boolean;
  readonly marks: readonly ReleaseMark[];
  readonly labelRoomPx: number;
  readonly footRoomPx: number;
};

/** What every drawing of lines has in common: axes, releases above them, and figures on hover. */
export function lineFrame({ places, names, text, ink, isAnimated, isLastRunning, marks, labelRoomPx, footRoomPx }: LineFrameInput) {
  const titles = places.map((place, index) => {
    const running = isLastRunning && index === places.length - 1 ? ', so far' : '';
    return `${names.long(place)}${running}${releaseNote(marks, index)}`;
  });
  return {
    animation: isAnimated,
    animationDuration: 300,
    textStyle: { fontFamily: ink.font, color: ink.text },
    grid: { left: 4, right: labelRoomPx, top: releaseRoomPx(marks), bottom: footRoomPx, containLabel: true },
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
        boundaryGap: places.length === 1,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.grid } },
        axisLabel: {
          color: ink.text,
          hideOverlap: true,
          margin: 12,
          formatter: (_label: string, index: number) => names.short(places[index] ?? ''),
        },
      },
      marks,
      ink,
    ),
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: ink.text, formatter: text },
      splitLine: { lineStyle: { color: ink.grid } },
    },
  } as const;
}

type Stroke = { readonly name: string; readonly color: string };

/** What every line has in common. */
export const strokeOf = ({ name, color }: Stroke) =>
  ({ type: 'line', name, color, symbol: 'circle', symbolSize: 6, emphasis: { disabled: true } }) as const;

/** The line of an earlier time, dotted below the one of the time shown. */
export const earlierStroke = (line: Stroke & { readonly values: readonly (number | null)[] }) =>
  ({ ...strokeOf(line), data: [...line.values], showSymbol: false, lineStyle: { width: 1.5, type: [2, 3] } }) as const;

/** The name of a line at its end, lifted so that it stands apart from the others. */
export const endLabelOf = (text: string, liftPx: number, ink: ChartInk) =>
  ({ show: true, formatter: text, color: ink.text, fontSize: 12, distance: 8, offset: [0, -liftPx] }) as const;
