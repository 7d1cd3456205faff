import { chartBase, figureAxis, placeAxis } from './chart-base';
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
  const below = placeAxis(ink, titles, (index) => names.short(places[index] ?? ''));
  return {
    ...chartBase({ ink, isAnimated, text, room: { right: labelRoomPx, top: releaseRoomPx(marks), bottom: footRoomPx } }),
    xAxis: withReleases({ ...below, boundaryGap: places.length === 1 }, marks, ink),
    yAxis: figureAxis(ink, text),
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
