import type { Explained, WhyAnswer } from '../contract/segments';
import { dayNumberOf } from '../platform/days';
import { OUTLOOK_KEYS } from '../profiles/predictions/outlook-properties';
import type { SegmentPorts } from '../profiles/segments/update-segments';
import { whyOf } from '../profiles/segments/why-in-store';
import type { Explained as Reason } from '../segments/why';
import { subjectsByPair } from '../store/queries/segment-subjects';
import type { Pair } from '../store/queries/segment-subjects';
import { subjectRow } from './segments';

/** Why somebody is in a segment or not; null for nobody, and for a segment that is not evaluated. */
export async function whyAnswer(ports: SegmentPorts, segmentId: number, pair: Pair): Promise<WhyAnswer> {
  const [subject] = await subjectsByPair(ports.sql, [pair], dayNumberOf(ports.clock()));
  const isThere =
    subject !== undefined && (subject.account_id === 0 || subject.app !== null) && (subject.user_id === 0 || subject.external_id !== null);
  const reason = isThere ? await whyOf(ports, segmentId, pair) : null;
  return subject === undefined || reason === null ? null : { subject: subjectRow(subject), explained: told(reason) };
}

const told = ({ label, property, outcome, value, of }: Reason): Explained => {
  const foretold = property !== null && OUTLOOK_KEYS.includes(property);
  return { label, foretold, outcome, value, of: of.map(told) };
};
