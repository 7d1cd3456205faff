import type { Segment } from '../../segments/condition';
import type { SourceSegment } from '../../store/segment-sources';

/** A stored segment as it is planned. */
export const plannedSegment = ({ segmentId, name, kind, condition, tag }: SourceSegment): Segment => ({
  id: String(segmentId),
  name,
  kind,
  condition,
  tag,
});
