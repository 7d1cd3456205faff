import type { SegmentAnswer, SegmentRow } from '../../../../src/contract/segments';
import { readBeside, writeBeside } from '../../parts/beside';
import { day, shortDay } from '../../parts/format';
import { measured, type SegmentChart } from '../../parts/segment-chart';
import { MOST_OTHERS } from './other-segments';
import { kindHeading } from './words';

type Answer = Pick<SegmentAnswer, 'growth'>;
const daily = measured<Answer, SegmentAnswer['growth'][number]>(
  ({ growth }) => growth,
  (each) => each.day,
);
const MEASURES = [
  daily('Members', 'count', ({ members }) => members),
  daily('Entered', 'count', ({ entered }) => entered),
  daily('Left', 'count', ({ left }) => left),
] as const;

/** Members of several segments of a kind, day by day; each from the day on which it was made. */
export const growthChart = (kind: SegmentRow['kind']): SegmentChart<Answer> => ({
  title: 'Growth beside others',
  meaning: `${kindHeading(kind)} in each segment at the end of each UTC day, and who came into it and left it on that day. A segment begins on the day on which it was made.`,
  fileName: 'tidemark-growth-by-segment',
  shape: 'lines',
  heading: 'Day (UTC)',
  names: { long: day, short: shortDay },
  measures: MEASURES,
  isRunning: () => true,
  empty: 'Nobody was in any of these segments.',
});

/** Which others an address asks for, of those that there are. */
export const othersIn = (params: URLSearchParams, others: SegmentAnswer['others']): readonly number[] =>
  readBeside(params)
    .map(Number)
    .filter((id) => others.some(({ segmentId }) => segmentId === id))
    .slice(0, MOST_OTHERS);

export const withOthers = (params: URLSearchParams, chosen: readonly number[]): URLSearchParams => writeBeside(params, chosen.map(String));
