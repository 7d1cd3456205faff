import type { ChartInk } from './drawing';
import type { ReleaseMark } from './release-marks';

/** Room above the plot for the versions' numbers, in pixels. */
export const releaseRoomPx = (marks: readonly ReleaseMark[]): number => (marks.length === 0 ? 12 : 28);

type Axis = { readonly data: readonly string[]; readonly boundaryGap: boolean };

/** The axis below the plot, and one on top of it: a version's number where it came out, and a dotted line down from it. */
export function withReleases<A extends Axis>(axis: A, marks: readonly ReleaseMark[], ink: ChartInk) {
  if (marks.length === 0) return axis;
  const labels = new Map(marks.map(({ index, label }) => [index, label]));
  const isMarked = (index: number): boolean => labels.has(index);
  return [
    axis,
    {
      type: 'category',
      position: 'top',
      data: axis.data,
      boundaryGap: axis.boundaryGap,
      axisLine: { show: false },
      axisTick: { show: false },
      axisPointer: { show: false },
      axisLabel: {
        color: ink.text,
        fontSize: 11,
        margin: 6,
        hideOverlap: true,
        interval: isMarked,
        formatter: (_name: string, index: number) => labels.get(index) ?? '',
      },
      // By itself it draws the first and the last line whatever the interval says.
      splitLine: {
        show: true,
        showMinLine: isMarked(0),
        showMaxLine: isMarked(axis.data.length - 1),
        interval: isMarked,
        lineStyle: { color: ink.text, width: 1, type: [2, 3], opacity: 0.7 },
      },
    },
  ];
}
