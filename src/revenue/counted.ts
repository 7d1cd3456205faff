import type { Handover } from './account-state';
import type { Coverage, Segment } from './coverage';

/** Days `[startDay, endDay)` on which a segment's MRR counts; `handsOver` when another account takes over at the end. */
export type Counted = {
  readonly startDay: number;
  readonly endDay: number;
  readonly segment: Segment;
  readonly handsOver: Handover | null;
};

/**
 * What of an account's coverage counts: a segment is prolonged through a pause of at most `graceDays`, and up to the day on which
 * another account takes over; from that day on the old account counts no more.
 */
export function countedOf(coverage: Coverage, handovers: readonly Handover[], graceDays: number): Counted[] {
  const counted: Counted[] = [];
  for (const segment of coverage.segments) {
    const { startDay, endDay } = segment;
    if (handovers.some((handover) => handover.day <= startDay && endDay <= handover.endDay)) continue;
    const handsOver = handovers.find(
      ({ day, endDay: lastDay }) => (startDay < day && day <= endDay && day <= lastDay) || (day > lastDay && lastDay === endDay),
    );
    counted.push({ startDay, endDay: handsOver?.day ?? endDay, segment, handsOver: handsOver ?? null });
  }
  return graceDays === 0 ? counted : counted.map((span, index) => prolonged(span, counted[index + 1], coverage, graceDays));
}

function prolonged(span: Counted, next: Counted | undefined, coverage: Coverage, graceDays: number): Counted {
  if (next === undefined || span.handsOver !== null || !isPause(span.endDay, next.startDay, coverage, graceDays)) return span;
  return { ...span, endDay: next.startDay };
}

/** True for days `[fromDay, toDay)` without a line that are too few to count as a stop. */
export function isPause(fromDay: number, toDay: number, coverage: Coverage, graceDays: number): boolean {
  const days = toDay - fromDay;
  return days > 0 && days <= graceDays && !coverage.free.some(({ startDay, endDay }) => startDay < toDay && fromDay < endDay);
}
