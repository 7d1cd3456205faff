import type { Handover } from './account-state';
import type { Coverage, Segment } from './coverage';

/**
 * What of an account's coverage counts: a segment is prolonged through a pause of at most `graceDays`, and up to the day on which
 * another account takes over; from that day on the old account counts no more. A coverage of which all counts as it is comes back as such.
 */
export function countedOf(coverage: Coverage, handovers: readonly Handover[], graceDays: number): readonly Segment[] {
  const handed = handovers.length === 0 ? coverage.segments : handedOver(coverage.segments, handovers);
  if (graceDays === 0) return handed;
  let prolonged: Segment[] | null = null;
  for (let index = 1; index < handed.length; index += 1) {
    const [segment, next] = [handed[index - 1], handed[index]];
    if (segment === undefined || next === undefined || segment.handsOver !== null) continue;
    if (segment.endDay === next.startDay || !isPause(segment.endDay, next.startDay, coverage, graceDays)) continue;
    prolonged ??= [...handed];
    prolonged[index - 1] = { ...segment, endDay: next.startDay };
  }
  return prolonged ?? handed;
}

function handedOver(segments: readonly Segment[], handovers: readonly Handover[]): Segment[] {
  const counted: Segment[] = [];
  for (const segment of segments) {
    const { startDay, endDay } = segment;
    if (handovers.some((handover) => handover.day <= startDay && endDay <= handover.endDay)) continue;
    const handsOver = handovers.find(
      ({ day, endDay: lastDay }) => (startDay < day && day <= endDay && day <= lastDay) || (day > lastDay && lastDay === endDay),
    );
    counted.push(handsOver === undefined ? segment : { ...segment, endDay: handsOver.day, handsOver: handsOver.to.account });
  }
  return counted;
}

/** True for days `[fromDay, toDay)` without a line that are too few to count as a stop. */
export function isPause(fromDay: number, toDay: number, coverage: Coverage, graceDays: number): boolean {
  const days = toDay - fromDay;
  return days > 0 && days <= graceDays && !coverage.free.some(({ startDay, endDay }) => startDay < toDay && fromDay < endDay);
}
