import { useMemo } from 'react';
import type { SegmentAnswer } from '../../../../src/contract/segments';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { SegmentCard } from '../../parts/segment-card';
import { useAnswer } from '../../parts/use-answer';
import { growthChart } from './growth-chart';

/** How this segment and others of its kind grew, on one chart. `chosen`: one or two others. */
export function GrowthBeside({ answer, chosen }: { answer: SegmentAnswer; chosen: readonly number[] }) {
  const [first, second] = chosen;
  const one = useSegment(first);
  const other = useSegment(second);
  const asked = [one, other].slice(0, chosen.length);
  const answers = useMemo(
    () =>
      [answer, one.value, other.value].flatMap((value) =>
        value === null ? [] : [{ id: String(value.segment.segmentId), name: value.segment.name, value }],
      ),
    [answer, one.value, other.value],
  );
  const unready = asked.find(({ loaded }) => loaded.kind !== 'ready') ?? one;
  return (
    <Answered loaded={unready.loaded} height={360} onRetry={unready.retry}>
      {() =>
        answers.some(({ value }) => value.growth.length > 1) ? (
          <SegmentCard answers={answers} chart={growthChart(answer.segment.kind)} />
        ) : (
          <p className="not-enough">All of these segments are new today. How they grow shows from tomorrow on.</p>
        )
      }
    </Answered>
  );
}

function useSegment(segmentId: number | undefined) {
  const input = useMemo(() => (segmentId === undefined ? null : { segmentId }), [segmentId]);
  const { loaded, retry } = useAnswer(useAsk(), 'segment', input);
  return { loaded, retry, value: loaded.kind === 'ready' ? loaded.value : null };
}
